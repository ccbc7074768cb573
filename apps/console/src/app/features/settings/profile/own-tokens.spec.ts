import { TestBed } from '@angular/core/testing';
import type { PersonalToken } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, textOf, type } from '../../../../testing/screen';
import { OwnTokens } from './own-tokens';

const token: PersonalToken = {
  id: 'c0a8012e-0000-4000-8000-000000000001',
  name: 'nightly <b>report</b>',
  permissions: ['alert.read'],
  createdAt: NOW,
  expiresAt: NOW,
  lastUsedAt: null,
  lastAddress: null,
};

async function open(tokens: PersonalToken[]) {
  const { http } = consoleBed({ session: aSession(['alert.read', 'event.read']) });
  const fixture = TestBed.createComponent(OwnTokens);
  const screen = fixture.nativeElement as HTMLElement;
  document.body.append(screen);
  await settle();
  http.expectOne('/api/tokens').flush({ tokens });
  await settle();
  return { http, screen };
}

describe('tokens for scripts', () => {
  it('are listed with what they may do, as text, and revoked', async () => {
    const { http, screen } = await open([token]);
    expect(textOf(byRole(screen, 'row', 'report'))).toContain('nightly <b>report</b>');
    byRole(screen, 'button', 'Revoke the token').click();
    http.expectOne({ method: 'DELETE', url: `/api/tokens/${token.id}` }).flush(null);
    await settle();
    http.expectOne('/api/tokens').flush({ tokens: [] });
    await settle();
    expect(textOf(screen)).toContain('None. A script sends its token');
    expect(document.activeElement?.textContent).toContain('Tokens for scripts');
  });

  it('are made of what one may do oneself, and shown once', async () => {
    const { http, screen } = await open([]);
    byRole(screen, 'button', 'New token').click();
    await settle();
    byRole(screen, 'button', 'Make token').click();
    await settle();
    expect(textOf(byRole(screen, 'alert'))).toContain('Give it a name');
    type(byRole(screen, 'textbox', 'Name of the script'), 'nightly');
    expect(allByRole(screen, 'checkbox')).toHaveLength(2);
    byRole(screen, 'checkbox', 'event.read').click();
    byRole(screen, 'button', 'Make token').click();
    const request = http.expectOne({ method: 'POST', url: '/api/tokens' });
    expect(request.request.body).toEqual({ name: 'nightly', permissions: ['event.read'], days: 90 });
    request.flush({ ...token, token: 'tocsin_pat_abc' });
    await settle();
    expect(textOf(byRole(screen, 'status'))).toContain('tocsin_pat_abc');
  });
});
