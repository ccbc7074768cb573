import { TestBed } from '@angular/core/testing';
import type { ManagedAccount } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession, IDRIS, MARA, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, cellsOf, textOf } from '../../../../testing/screen';
import { Toasts } from '../../../core/toasts/toasts';
import { AccountsTable } from './accounts-table';
import { RoleStore } from './role-store';

const anAccount = (person: typeof MARA, patch: Partial<ManagedAccount> = {}): ManagedAccount => ({
  ...person,
  roles: ['responder'],
  createdAt: NOW,
  disabledAt: null,
  lastSeenAt: null,
  ...patch,
});

async function open() {
  const { http } = consoleBed({ session: aSession(['account.manage', 'alert.read']), providers: [RoleStore] });
  const element = TestBed.createComponent(AccountsTable).nativeElement as HTMLElement;
  document.body.append(element);
  await settle();
  const list = async (...accounts: ManagedAccount[]) => {
    http.expectOne('/api/accounts').flush({ accounts });
    await settle();
  };
  return { http, element, list };
}

describe('the accounts', () => {
  it('say who may sign in, and offer nothing against oneself', async () => {
    const { element, list } = await open();
    await list(anAccount(IDRIS, { disabledAt: NOW }), anAccount(MARA));
    expect(
      cellsOf(byRole(element, 'row', 'idris'))
        .slice(3)
        .join(' '),
    ).toContain('not signed in no, since');
    expect(allByRole(byRole(element, 'row', 'mara'), 'button')).toEqual([]);
    byRole(element, 'button', 'Enable Idris Bell');
  });

  it('get another role at once, with a way back; what one does not have one cannot give', async () => {
    const { element, http, list } = await open();
    const roles = [
      { name: 'viewer', description: '', permissions: ['alert.read'] },
      { name: 'admin', description: '', permissions: ['alert.read', 'rule.manage'] },
    ];
    http.expectOne('/api/roles').flush({ roles });
    await list(anAccount(IDRIS));
    const select = byRole(element, 'combobox', 'Role of Idris Bell') as HTMLSelectElement;
    expect([...select.options].map(({ value }) => value)).toEqual(['responder', 'viewer']);
    select.value = 'viewer';
    select.dispatchEvent(new Event('change'));
    const request = http.expectOne({ method: 'PUT', url: '/api/accounts/idris-id/roles' });
    expect(request.request.body).toEqual({ roles: ['viewer'], seenRoles: ['responder'] });
    request.flush(null);
    await settle();
    const [toast] = TestBed.inject(Toasts).toasts();
    expect(toast?.text).toBe('Idris Bell is viewer now.');
    toast?.action?.run();
    expect(http.expectOne('/api/accounts/idris-id/roles').request.body).toEqual({
      roles: ['responder'],
      seenRoles: ['viewer'],
    });
  });

  it('are disabled at once, with a way back', async () => {
    const { element, http, list } = await open();
    await list(anAccount(IDRIS));
    byRole(element, 'button', 'Disable Idris Bell').click();
    http.expectOne('/api/accounts/idris-id/disable').flush(null);
    await settle();
    const button = byRole(element, 'button', 'Disable Idris Bell');
    button.focus();
    await list(anAccount(IDRIS, { disabledAt: NOW }));
    expect(textOf(document.activeElement as HTMLElement)).toBe('Enable Idris Bell');
    const [toast] = TestBed.inject(Toasts).toasts();
    expect(toast?.text).toBe('Idris Bell is signed out everywhere and may not sign in.');
    toast?.action?.run();
    http.expectOne('/api/accounts/idris-id/enable').flush(null);
    await settle();
    expect(TestBed.inject(Toasts).toasts().at(-1)?.text).toBe('Idris Bell may sign in again.');
  });

  it('say why they could not be changed, and show how it is now', async () => {
    const { element, http, list } = await open();
    await list(anAccount(IDRIS));
    byRole(element, 'button', 'Disable Idris Bell').click();
    http.expectOne('/api/accounts/idris-id/disable').flush({ detail: 'It is gone.' }, { status: 404, statusText: 'x' });
    await settle();
    expect(TestBed.inject(Toasts).toasts().at(-1)?.text).toBe('Idris Bell stays as before. It is gone.');
    await list();
  });

  it('say why they could not be loaded', async () => {
    const { element, http } = await open();
    http.expectOne('/api/accounts').flush({ detail: 'The database is away.' }, { status: 503, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('The database is away.');
  });
});
