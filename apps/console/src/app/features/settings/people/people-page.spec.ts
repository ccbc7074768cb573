import { TestBed } from '@angular/core/testing';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession } from '../../../../testing/fixtures';
import { allByRole, byRole, textOf } from '../../../../testing/screen';
import { PeoplePage } from './people-page';

async function openPage(session = aSession()) {
  const { http } = consoleBed({ session });
  const page = TestBed.createComponent(PeoplePage).nativeElement as HTMLElement;
  document.body.append(page);
  await settle();
  return { http, page };
}

const url = '/api/invitations';
const expiresAt = '2026-11-25T12:00:00.000Z';

describe('people', () => {
  it('makes an invitation and shows its link once, whole', async () => {
    const { http, page } = await openPage();
    byRole(page, 'button', 'Make an invitation').click();
    const request = http.expectOne({ method: 'POST', url });
    expect(request.request.body).toEqual({ roles: ['responder'] });
    request.flush({ url: '/join/t0ken', expiresAt });
    await settle();
    expect(textOf(page)).toContain(`${location.origin}/join/t0ken`);
    byRole(page, 'button', 'Copy the invitation');
  });

  it('sends one request for two clicks, and says when it failed', async () => {
    const { http, page } = await openPage();
    const button = byRole(page, 'button', 'Make an invitation');
    button.click();
    button.click();
    http.expectOne(url).flush({ detail: 'The database is away.' }, { status: 503, statusText: 'x' });
    await settle();
    expect(textOf(byRole(page, 'alert'))).toContain('No invitation was made. The database is away.');
  });

  it('says who may invite to people who may not', async () => {
    const { page } = await openPage(aSession(['alert.read']));
    expect(allByRole(page, 'button', 'invitation')).toEqual([]);
    expect(textOf(page)).toContain('account.invite');
  });
});
