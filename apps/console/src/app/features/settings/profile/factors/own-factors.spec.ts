import { TestBed } from '@angular/core/testing';

import { consoleBed, settle } from '../../../../../testing/console-bed';
import { NOW } from '../../../../../testing/fixtures';
import { allByRole, byRole, textOf, type } from '../../../../../testing/screen';
import { OwnFactors } from './own-factors';

const url = '/api/session/factors';
const secret = { secret: 'ABCDEFGHABCDEFGH', uri: 'otpauth://totp/Tocsin:mara?secret=ABCDEFGHABCDEFGH&issuer=Tocsin' };
const codes = ['abcd-efgh-jkmn-pqrs', 'aaaa-bbbb-cccc-dddd'];

async function open(state: object) {
  const { http } = consoleBed();
  const element = TestBed.createComponent(OwnFactors).nativeElement as HTMLElement;
  document.body.append(element);
  await settle();
  const answer = async (at: string, body: object | null) => {
    const request = http.expectOne(at);
    request.flush(body);
    await settle();
    return request.request.body as object;
  };
  await answer(url, state);
  const prove = async (verb: string) => {
    type(byRole(element, 'textbox', 'Your password'), 'copper kettle');
    byRole(element, 'button', verb).click();
    await settle();
  };
  return { answer, element, http, prove };
}

const none = { authenticator: null, recoveryCodesLeft: 0 };
const some = { authenticator: { since: NOW }, recoveryCodesLeft: 9 };

describe('the own authenticator app', () => {
  it('is set up with password, picture or secret, and a code; recovery codes are shown once', async () => {
    const { answer, element, prove } = await open(none);
    byRole(element, 'button', 'Set up an app').click();
    await settle();
    expect(document.activeElement?.id).toBe('proof');
    await prove('Go on');
    expect(await answer(`${url}/authenticator`, secret)).toEqual({ password: 'copper kettle' });
    expect(element.querySelector('svg[role="img"] path')?.getAttribute('d')).toMatch(/^M4 4h1v1h-1z/);
    expect(textOf(element)).toContain('ABCD EFGH ABCD EFGH');
    type(byRole(element, 'textbox', 'Code that the app shows'), '123456');
    byRole(element, 'button', 'Confirm').click();
    await settle();
    expect(await answer(`${url}/authenticator/confirm`, { recoveryCodes: codes })).toEqual({ code: '123456' });
    await answer(url, some);
    for (const code of codes) expect(textOf(element)).toContain(code);
    byRole(element, 'button', 'I have them').click();
    await settle();
    await answer(url, some);
    expect(textOf(element)).toContain('Recovery codes left: 9.');
    expect(textOf(element)).not.toContain(codes[0]);
    expect(element.contains(document.activeElement)).toBe(true);
  });

  it('is removed with the password, and what the server refuses is said', async () => {
    const { answer, element, http, prove } = await open(some);
    byRole(element, 'button', 'Remove the app').click();
    await settle();
    await prove('Remove the app');
    const refusal = { detail: 'The present password is wrong.', code: 'account.wrong_password' };
    http.expectOne(`${url}/authenticator/remove`).flush(refusal, { status: 400, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('The present password is wrong.');
    await prove('Remove the app');
    await answer(`${url}/authenticator/remove`, null);
    await answer(url, none);
    expect(allByRole(element, 'button', 'Set up an app')).toHaveLength(1);
  });

  it('goes back on Escape', async () => {
    const { answer, element } = await open(some);
    byRole(element, 'button', 'New recovery codes').click();
    await settle();
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settle();
    await answer(url, some);
    expect(allByRole(element, 'textbox')).toEqual([]);
  });
});
