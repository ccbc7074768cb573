import { readFile } from 'node:fs/promises';

import { expect, type Page } from '@playwright/test';

/** What of a walk its test knows better. */
interface WalkKit {
  /** Waits until the page says how many are found, as the api counts them. */
  count(page: Page, query: string, range: string): Promise<number>;
  /** Fails when somebody could not use the page. */
  check(page: Page): Promise<void>;
  /** File for a picture. */
  readonly picture: string;
}

/** Counts values, completes a query with them, saves it, opens it by its address and takes away what it finds. */
export async function walkTheHunt(page: Page, url: string, { count, check, picture }: WalkKit): Promise<void> {
  const query = 'tocsin.source:openssh AND event.outcome:failure';
  const ever = 'from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';
  await page.goto(`${url}?q=${encodeURIComponent(query)}&${ever}`);
  const found = await count(page, query, ever);
  const fields = page.getByRole('region', { name: 'Fields' });
  await expect(
    fields.getByRole('button', { name: `Keep only event.outcome failure, ${found.toLocaleString('en')} events` }),
  ).toBeVisible();
  const box = page.locator('tocsin-query-editor').getByRole('textbox', { name: 'Query' });
  await box.click();
  await box.press('Control+End');
  await box.pressSequentially(' AND user.na', { delay: 20 });
  await page.getByRole('option', { name: /^user\.name/ }).click();
  await page.getByRole('option', { name: /^root/ }).click();
  await page.screenshot({ path: picture });
  await box.press('Enter');
  await expect(page).toHaveURL(/user\.name%3Aroot|user\.name:root/);
  const narrowed = await count(page, new URL(page.url()).searchParams.get('q') ?? '', ever);
  expect(narrowed).toBeGreaterThan(0);
  expect(narrowed).toBeLessThan(found);
  await box.press('Escape');
  await page.keyboard.press('s');
  await page.getByRole('dialog').getByLabel('Name').fill('Root failures');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/saved=/);
  await page.goto(`${url}/s/${new URL(page.url()).searchParams.get('saved')}`);
  await expect(page).toHaveURL(/\/hunt\?.*saved=/);
  await expect(page.getByRole('status').filter({ hasText: `${narrowed.toLocaleString('en')} events` })).toBeVisible();
  await page.keyboard.press('x');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('One file holds at most');
  await check(page);
  const waiting = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const lines = (await readFile(await (await waiting).path(), 'utf8')).trimEnd().split('\r\n');
  expect([lines.length, lines[0]]).toEqual([narrowed + 1, 'timestamp (UTC),id,message']);
  await expect(dialog.getByRole('status')).toHaveText(`Done: the file holds ${narrowed.toLocaleString('en')} events.`);
}
