import { TestBed } from '@angular/core/testing';
import type { Role } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession } from '../../../../testing/fixtures';
import { allByRole, byRole, textOf } from '../../../../testing/screen';
import { Toasts } from '../../../core/toasts/toasts';
import { RoleMatrix } from './role-matrix';
import { RoleStore } from './role-store';

const VIEWER: Role = { name: 'viewer', description: 'Reads.', permissions: ['alert.read'], version: null };
const NIGHTS: Role = { name: 'nights', description: 'By night.', permissions: ['alert.read'], version: 3 };
const STRONG: Role = { name: 'strong', description: 'Much.', permissions: ['rule.manage'], version: 1 };

async function open(permissions = ['account.manage', 'alert.read'], roles = [VIEWER, NIGHTS, STRONG]) {
  const { http } = consoleBed({ session: aSession(permissions), providers: [RoleStore] });
  const element = TestBed.createComponent(RoleMatrix).nativeElement as HTMLElement;
  document.body.append(element);
  await settle();
  http.expectOne('/api/roles').flush({ roles });
  await settle();
  return { http, element };
}

function type(element: HTMLElement, name: string, text: string): void {
  const box = byRole(element, 'textbox', name) as HTMLInputElement;
  box.value = text;
  box.dispatchEvent(new Event('input'));
}

const toast = () => TestBed.inject(Toasts).toasts().at(-1);

describe('the roles', () => {
  it('are only shown to who does not manage accounts', async () => {
    const { element } = await open(['alert.read']);
    expect(allByRole(element, 'button')).toEqual([]);
  });

  it('are made of what one may do oneself', async () => {
    const { element, http } = await open();
    byRole(element, 'button', 'New role…').click();
    await settle();
    type(element, 'Name', 'days');
    type(element, 'What it is for', 'By day.');
    const boxes = allByRole(element, 'checkbox') as HTMLInputElement[];
    expect(boxes.map(({ disabled }) => disabled)).toEqual([false, true]);
    boxes[0]?.click();
    byRole(element, 'button', 'Make role').click();
    const request = http.expectOne({ method: 'POST', url: '/api/roles' });
    expect(request.request.body).toEqual({ name: 'days', description: 'By day.', permissions: ['alert.read'] });
    request.flush({ ...NIGHTS, name: 'days', version: 1 });
    await settle();
    expect(toast()?.text).toBe('The role days is made.');
    expect(textOf(document.activeElement as HTMLElement)).toBe('Roles');
  });

  it('can be changed as they were seen; both are shown when somebody else was faster', async () => {
    const { element, http } = await open();
    byRole(element, 'button', 'Edit nights').click();
    await settle();
    type(element, 'What nights is for', 'Mine.');
    byRole(element, 'button', 'Store role').click();
    const first = http.expectOne({ method: 'PUT', url: '/api/roles/nights' });
    expect(first.request.headers.get('if-match')).toBe('"3"');
    const current = { ...NIGHTS, description: 'Theirs.', version: 4 };
    first.flush({ detail: 'Changed meanwhile.', current }, { status: 412, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('Theirs.');
    byRole(element, 'button', 'Store mine over it').click();
    const second = http.expectOne('/api/roles/nights');
    expect([second.request.headers.get('if-match'), second.request.body]).toMatchObject([
      '"4"',
      { description: 'Mine.' },
    ]);
    second.flush({ ...current, description: 'Mine.', version: 5 });
    await settle();
    expect(toast()?.text).toBe('The role nights is stored, and holds already.');
  });

  it('are changed one at a time, each as it is itself', async () => {
    const days = { ...NIGHTS, name: 'days', version: 7 };
    const { element, http } = await open(['account.manage', 'alert.read'], [VIEWER, NIGHTS, days]);
    byRole(element, 'button', 'New role…').click();
    await settle();
    byRole(element, 'button', 'Edit nights').click();
    await settle();
    expect(allByRole(element, 'textbox')).toEqual([byRole(element, 'textbox', 'What nights is for')]);
    byRole(element, 'button', 'Store role').click();
    const told = { detail: 'Changed meanwhile.', current: { ...NIGHTS, version: 4 } };
    http.expectOne('/api/roles/nights').flush(told, { status: 412, statusText: 'x' });
    await settle();
    byRole(element, 'button', 'Edit days').click();
    await settle();
    expect(document.activeElement).toBe(byRole(element, 'textbox', 'What days is for'));
    expect(allByRole(element, 'alert')).toEqual([]);
    byRole(element, 'button', 'Store role').click();
    expect(http.expectOne('/api/roles/days').request.headers.get('if-match')).toBe('"7"');
  });

  it('are deleted with a way back, and say who has them', async () => {
    const { element, http } = await open();
    byRole(element, 'button', 'Delete nights').click();
    http.expectOne({ method: 'DELETE', url: '/api/roles/nights' }).flush(null);
    await settle();
    toast()?.action?.run();
    expect(http.expectOne({ method: 'POST', url: '/api/roles' }).request.body).toMatchObject({ name: 'nights' });
  });

  it('stay when they are in use', async () => {
    const { element, http } = await open();
    byRole(element, 'button', 'Delete nights').click();
    const told = { detail: 'The role is in use by noor.' };
    http.expectOne({ method: 'DELETE', url: '/api/roles/nights' }).flush(told, { status: 409, statusText: 'x' });
    await settle();
    expect(toast()?.text).toBe('The role nights stays. The role is in use by noor.');
    expect(allByRole(element, 'button', 'strong')).toEqual([]);
  });
});
