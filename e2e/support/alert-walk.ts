import { expect, type Page } from '@playwright/test';

import { expectAccessible } from './accessible';
import { callApi } from './responder';

async function ask(page: Page, key: string, name: RegExp): Promise<void> {
  await page.keyboard.press(key);
  await expect(page.getByRole('dialog', { name })).toBeVisible();
  await expect(page.locator('tocsin-skeleton-rows')).toHaveCount(0);
}

async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** The page of an alert that was resolved: what is known beside it, the menu of a value, and what is asked from there. */
export async function walkTheAlert(page: Page, consoleUrl: string): Promise<void> {
  await page.goto(`${consoleUrl}/alerts/views/resolved`);
  const { body } = await callApi<{ alerts: { number: string }[] }>(page, 'GET', '/api/alerts?status=resolved');
  await page.goto(`${consoleUrl}/alerts/${body.alerts[0]?.number}`);
  await expect(page.getByRole('region', { name: 'Entities' })).toContainText(/risk \d+/);
  await expect(page.getByRole('region', { name: 'Related' })).toContainText(/\d+ alerts?, \d+ incidents?/);
  await expect(page.getByRole('region', { name: 'Record of the rule' })).toContainText('Median time to resolve');
  await expect(page.getByRole('region', { name: 'Exceptions' })).toContainText('0 at work');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  const value = page.getByRole('button', { name: /^What to do with source\.ip/ }).first();
  await value.click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page);
  await ask(page, 'w', /^Watch a value/);
  await expectAccessible(page);
  await leave(page);
  await expect(value).toBeFocused();
  await ask(page, 'Shift+E', /^An exception of the rule/);
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('it would have hidden');
  await expectAccessible(page);
  await leave(page);
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
  await page.setViewportSize({ width: 1440, height: 900 });
}
