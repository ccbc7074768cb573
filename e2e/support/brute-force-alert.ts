import { expect, type Locator, type Page } from '@playwright/test';

const BRUTE_FORCE = /password guessing/i;

/** New rows wait behind a button, so that nothing moves under the hand; press it until the alert is there. */
export async function showAlert(page: Page): Promise<void> {
  await expect(async () => {
    const pill = page.getByRole('button', { name: /new since/ });
    if (await pill.isVisible()) await pill.click();
    await expect(alertOf(page)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
}

export function alertOf(page: Page): Locator {
  return page.getByRole('row', { name: BRUTE_FORCE }).first();
}
