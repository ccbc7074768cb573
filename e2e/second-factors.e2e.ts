import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';

import { expectAccessible } from './support/accessible';
import { joinBy, PASSWORD } from './support/responder';
import { Tocsin } from './support/tocsin';

/** Of a code; an authenticator app shows the next one after it. */
const STEP_MS = 30_000;

let tocsin: Tocsin;
let page: Page;
let context: BrowserContext;
let app: TOTP;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  tocsin = new Tocsin('embedded');
  await tocsin.start();
  const mara = { username: 'mara', displayName: 'Mara Voss' };
  ({ page, context } = await joinBy(browser, atLocalhost(tocsin.setUpLink), mara));
  await plugInDevice();
});

test.afterAll(async () => {
  await tocsin.stop();
  tocsin.remove();
});

test('a passkey and an authenticator app are set up in the profile', async () => {
  await page.goto(atLocalhost(`${tocsin.state.consoleUrl}/settings/profile`));
  await page.getByRole('button', { name: 'New passkey…' }).click();
  await prove('Make a passkey');
  await expect(page.getByRole('table', { name: 'Passkeys' }).getByRole('row')).toHaveCount(2);

  await page.getByRole('button', { name: 'Set up an app…' }).click();
  await prove('Go on');
  const secret = (await page.locator('tocsin-new-authenticator code').innerText()).replaceAll(' ', '');
  app = new TOTP({ secret: Secret.fromBase32(secret) });
  await expectAccessibleInBothThemes();
  await page.getByLabel('Code that the app shows').fill(app.generate());
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.locator('tocsin-own-factors code')).toHaveText(/^(\w{4}(-\w{4}){3}\s*){10}$/);
  await expectAccessibleInBothThemes();
  await page.getByRole('button', { name: 'I have them' }).click();
  await expect(page.getByText('Recovery codes left: 10.')).toBeVisible();
  await expectAccessibleInBothThemes();
});

test('the password alone does not sign in: a code of the app is asked for, and works once', async () => {
  await openSignIn();
  await expectAccessibleInBothThemes();
  await page.getByLabel('Name', { exact: true }).fill('mara');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const box = page.getByRole('textbox', { name: 'Code' });
  await expect(box).toBeFocused();
  await expectAccessibleInBothThemes();
  await box.fill('000000');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessibleInBothThemes();
  // The code that set the app up is spent: the one after it counts as good a little early.
  await box.fill(app.generate({ timestamp: Date.now() + STEP_MS }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/settings\/profile/);
});

test('a passkey signs in without password and code', async () => {
  await openSignIn();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page).toHaveURL(/settings\/profile/);
  await expect(page.getByRole('table', { name: 'Passkeys' })).not.toContainText('not yet');
});

/** Browsers bind passkeys to a name, and an address is none. */
function atLocalhost(url: string): string {
  return url.replace('127.0.0.1', 'localhost');
}

/** A platform authenticator of Chromium that says yes. */
async function plugInDevice(): Promise<void> {
  const devices = await context.newCDPSession(page);
  await devices.send('WebAuthn.enable');
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function prove(verb: string): Promise<void> {
  await page.getByLabel('Your password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: verb }).click();
}

async function openSignIn(): Promise<void> {
  await context.clearCookies();
  await page.goto(atLocalhost(`${tocsin.state.consoleUrl}/login?returnTo=/settings/profile`));
  await expect(page.getByText('You will return to Settings.')).toBeVisible();
}

async function expectAccessibleInBothThemes(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
}
