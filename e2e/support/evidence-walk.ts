import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { expect, type Page } from '@playwright/test';

import { expectAccessible } from './accessible';
import { callApi } from './responder';

interface Walkers {
  /** Who does it, and who looks on. */
  readonly one: Page;
  readonly other: Page;
  readonly consoleUrl: string;
  /** File for a picture. */
  readonly picture: string;
}

async function newIncident(page: Page, title: string): Promise<string> {
  const made = await callApi<{ number: string }>(page, 'POST', '/api/incidents', { title });
  expect(made.status).toBe(201);
  return made.body.number;
}

/** Puts a file in by key, verifies and downloads it; the other sees each step, and nothing of it runs. @returns the incident. */
export async function collectEvidence({ one, other, consoleUrl, picture }: Walkers): Promise<string> {
  const number = await newIncident(one, 'Files and events');
  for (const page of [one, other]) await page.goto(`${consoleUrl}/incidents/${number}`);
  const files = (page: Page) => page.getByRole('list', { name: 'Evidence', exact: true });
  await expect(files(one)).toContainText('No file yet');
  const chooser = one.waitForEvent('filechooser');
  await one.keyboard.press('v');
  const buffer = Buffer.concat([Buffer.from('<script>alert(1)</script>'), Buffer.alloc(1_500_000, 7)]);
  await (await chooser).setFiles({ name: 'page<b>.html', mimeType: 'text/html', buffer });
  const sha256 = createHash('sha256').update(buffer).digest('hex');
  await expect(files(other)).toContainText(sha256);
  await one.getByRole('button', { name: 'Verify E-1' }).click();
  await expect(files(other)).toContainText('verified');
  const waiting = one.waitForEvent('download');
  await one.getByRole('link', { name: 'Download E-1' }).click();
  const download = await waiting;
  expect([download.suggestedFilename(), await readFile(await download.path())]).toEqual([
    `${number}-E-1-page_b_.html.bin`,
    buffer,
  ]);
  await one.getByRole('button', { name: 'Custody log of E-1' }).click();
  await expect(one.getByRole('list', { name: 'Custody log of E-1' })).toContainText('downloaded it');
  await keepEvent(one, other);
  await one.screenshot({ path: picture });
  await expectAccessible(one);
  return number;
}

async function keepEvent(one: Page, other: Page): Promise<void> {
  const { body } = await callApi<{ events: { id: string }[] }>(one, 'GET', '/api/events?limit=1');
  await one.keyboard.press('e');
  await one.keyboard.type(body.events[0]?.id ?? '');
  await one.keyboard.press('Enter');
  const events = other.getByRole('list', { name: 'Events of this incident' });
  await events.getByRole('button').first().click();
  await expect(events).toContainText('The original is still stored and says the same.');
}

/** Merges one incident into another by keyboard, seen by the other at once, and takes it back. */
export async function mergeAndUnmerge({ one, other, consoleUrl }: Walkers): Promise<void> {
  const [part, whole] = [await newIncident(one, 'A smaller part'), await newIncident(one, 'The larger whole')];
  for (const page of [one, other]) {
    await page.goto(`${consoleUrl}/incidents/${part}`);
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
  }
  await one.keyboard.press('m');
  const dialog = one.getByRole('dialog', { name: /^Merge INC-/ });
  await dialog.getByLabel('Find the other incident').fill('larger whole');
  await dialog.getByRole('button', { name: /The larger whole/ }).click();
  await dialog.getByLabel('Why they are one').fill('The same intruder');
  await expectAccessible(one);
  await one.keyboard.press('Enter');
  await one.waitForURL(`**/incidents/${whole}`);
  await expect(one.getByRole('link', { name: part })).toBeVisible();
  await expect(other.getByText(`${part} is part of`)).toBeVisible();
  await expectAccessible(other);
  await one.getByRole('button', { name: `Un-merge ${part}` }).click();
  await expect(other.getByText(`${part} is part of`)).toBeHidden();
}

/** At 320 px one scrolls down only. */
export async function fitNarrowScreen({ one, consoleUrl }: Walkers, number: string): Promise<void> {
  const size = one.viewportSize();
  await one.setViewportSize({ width: 320, height: 800 });
  await one.goto(`${consoleUrl}/incidents/${number}`);
  await one.getByRole('button', { name: 'Custody log of E-1' }).click();
  await expect(one.getByRole('list', { name: 'Custody log of E-1' })).toBeVisible();
  expect(await one.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  if (size !== null) await one.setViewportSize(size);
}
