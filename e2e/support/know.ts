import { expect, type Page } from '@playwright/test';

import { eventually } from './eventually';
import { callApi } from './responder';

/** Where the console is, where its picture goes, and what else is asked of every screen. */
interface Screen {
  readonly url: string;
  readonly picture: string;
  readonly expectAccessible: (page: Page) => Promise<void>;
}

/** A list is made in the console, fetched as a firewall does, and what is over is gone from it. */
export async function blockAndFetch(page: Page, { url, picture, expectAccessible }: Screen): Promise<void> {
  const block = (value: string, expiresAt: Date) =>
    callApi<object>(page, 'POST', '/api/lists/edge/entries', {
      ...{ value, expiresAt: expiresAt.toISOString(), facts: { reason: 'sprays us', reference: 'INC-2026-0031' } },
    });
  await page.goto(`${url}/watchlists`);
  await page.getByRole('button', { name: 'New list' }).click();
  await page.getByLabel('Name', { exact: true }).fill('edge');
  await page.getByLabel('Kind').selectOption('block');
  await page.getByRole('button', { name: 'Make list' }).click();
  await page.getByPlaceholder('Address, network or full name').fill('198.51.100.61');
  await page.getByPlaceholder('Reason, needed').fill('sprays us');
  await page.getByPlaceholder('Reference, needed').fill('INC-2026-0031');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Firewalls…' }).click();
  await page.getByLabel('Who fetches it').fill('edge-fw-1');
  await page.getByRole('button', { name: 'Make address' }).click();
  await expect(page.getByText('it is not shown again')).toBeFocused();
  const address = await page.getByText(/\/lists\/block-\S+\.txt$/).innerText();
  await expectAccessible(page);
  await page.screenshot({ path: picture });
  const soon = new Date(Date.now() + 8_000);
  expect((await block('203.0.113.9', soon)).status).toBe(201);
  const first = await fetchText(address);
  expect(first).toMatchObject({ status: 200, body: '198.51.100.61/32\n203.0.113.9/32\n' });
  await eventually('what is over is gone', async () => {
    // A firewall that asks all the time is slowed down.
    if (Date.now() < soon.getTime()) return false;
    const later = await fetchText(address, first.etag);
    return later.status === 200 && later.body === '198.51.100.61/32\n';
  });
}

/** Entities and key staff by keyboard, wide and narrow. */
export async function openEntities(page: Page, { url, picture, expectAccessible }: Screen): Promise<void> {
  await page.goto(`${url}/entities`);
  await expect(page.getByRole('link', { name: 'Assets', exact: true })).toHaveAttribute('aria-current', 'page');
  await expectAccessible(page);
  await page.keyboard.press('/');
  await page.keyboard.type('198.51.100.61');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Open 198.51.100.61' }).click();
  await expect(page.getByText('Never seen in 400 days.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'edge' })).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: picture });
  await callApi(page, 'POST', '/api/lists', { name: 'board', kind: 'vip' });
  const facts = { name: 'Ada Verne', role: 'CFO', contact: '+49 30 1' };
  await callApi(page, 'POST', '/api/lists/board/entries', { values: ['ada', 'ada@example.com'], facts });
  await page.goto(`${url}/entities/staff`);
  await expect(page.getByRole('row', { name: /Ada Verne/ })).toContainText('ada@example.com');
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ['/entities/staff', '/entities/asset', '/entities/attacker/198.51.100.61', '/watchlists/edge']) {
    await page.goto(`${url}${path}`);
    await expect(page.locator('tocsin-skeleton-rows')).toHaveCount(0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect([path, wide]).toEqual([path, 320]);
  }
}

/** As a firewall does: no browser, no session. */
async function fetchText(url: string, etag = '') {
  const response = await fetch(url, { headers: etag === '' ? {} : { 'if-none-match': etag } });
  return { status: response.status, body: await response.text(), etag: response.headers.get('etag') ?? '' };
}
