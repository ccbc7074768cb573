import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import type { TaskTemplate } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession, MARA, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, choose, textOf, type } from '../../../../testing/screen';
import { Toasts } from '../../../core/toasts/toasts';
import { TaskTemplatesPage } from './task-templates-page';

const AT = '/api/task-templates';
const OWN: TaskTemplate = {
  ...{ id: 't-1', name: '<b>Ours</b>', type: 'phishing', phase: 'containment', isStock: false },
  tasks: [{ title: 'Call the print shop', dueInMinutes: 60, checklist: ['by phone'] }],
  ...{ version: 3, updatedAt: NOW, updatedBy: MARA },
};
const STOCK: TaskTemplate = { ...OWN, id: 'phishing.recovery', name: 'Phishing', isStock: true, phase: 'recovery' };

async function show(permissions: string[] = ['incident.read', 'task_template.manage']) {
  const bed = consoleBed({
    session: aSession(permissions),
    routes: [{ path: 'task-templates', component: TaskTemplatesPage }],
  });
  const harness = await RouterTestingHarness.create('/task-templates');
  await settle();
  bed.http.expectOne(AT).flush({ templates: [OWN, STOCK] });
  await settle();
  return { ...bed, element: harness.routeNativeElement as HTMLElement };
}

describe('task templates', () => {
  it('are listed; those that come along can be copied, own ones changed as they were seen', async () => {
    const { element, http } = await show();
    expect(textOf(element)).toContain('<b>Ours</b>');
    expect(textOf(element)).toContain('Call the print shop');
    byRole(element, 'button', 'Copy Phishing, Recovery');
    byRole(element, 'button', 'Edit <b>Ours</b>').click();
    await settle();
    const tasks = byRole(element, 'textbox', 'Tasks');
    expect((tasks as HTMLTextAreaElement).value).toBe('Call the print shop (due 1 h)\n- by phone');
    type(tasks, 'Call them');
    byRole(element, 'button', 'Save').click();
    await settle();
    const { request } = http.expectOne({ method: 'PUT', url: `${AT}/t-1` });
    expect(request.headers.get('if-match')).toBe('"3"');
    expect(request.body).toMatchObject({ name: '<b>Ours</b>', phase: 'containment', tasks: [{ title: 'Call them' }] });
  });

  it('are made with a name and a task at least, and what the server says is said', async () => {
    const { element, http } = await show();
    byRole(element, 'button', 'New template').click();
    await settle();
    byRole(element, 'button', 'Make template').click();
    await settle();
    expect(textOf(byRole(element, 'alert'))).toBe('Give it a name and at least one task.');
    type(byRole(element, 'textbox', 'Name'), 'Mine');
    type(byRole(element, 'textbox', 'Tasks'), 'One\nTwo (due 30 min)');
    const select = byRole(element, 'combobox', 'In the phase');
    choose(select, 'closed');
    select.dispatchEvent(new Event('change'));
    byRole(element, 'button', 'Make template').click();
    await settle();
    const request = http.expectOne({ method: 'POST', url: AT });
    expect(request.request.body).toMatchObject({
      ...{ name: 'Mine', type: null, phase: 'closed' },
      tasks: [{ title: 'One' }, { title: 'Two', dueInMinutes: 30 }],
    });
    request.flush({ code: 'x', detail: 'The database is away.' }, { status: 503, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('The database is away.');
  });

  it('are saved once, and over what somebody else wrote only once that was seen', async () => {
    const { element, http } = await show();
    byRole(element, 'button', 'Edit <b>Ours</b>').click();
    await settle();
    byRole(element, 'button', 'Save').click();
    byRole(element, 'button', 'Save').click();
    const told = { detail: 'Changed meanwhile.', current: { ...OWN, name: 'Theirs', version: 4 } };
    http.expectOne(`${AT}/t-1`).flush(told, { status: 412, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('Now it is Theirs');
    byRole(element, 'button', 'Store mine over it').click();
    const second = http.expectOne(`${AT}/t-1`);
    expect(second.request.headers.get('if-match')).toBe('"4"');
    second.flush({ ...OWN, version: 5 });
    await settle();
    expect(allByRole(element, 'button', 'Store mine')).toHaveLength(0);
  });

  it('say when they are not brought back', async () => {
    const { element, http } = await show();
    byRole(element, 'button', 'Delete <b>Ours</b>').click();
    http.expectOne({ method: 'DELETE', url: `${AT}/t-1` }).flush(null);
    await settle();
    const { toasts } = TestBed.inject(Toasts);
    toasts().at(-1)?.action?.run();
    http.expectOne({ method: 'POST', url: AT }).flush({ detail: 'Away.' }, { status: 503, statusText: 'x' });
    await settle();
    expect(toasts().at(-1)?.text).toBe('<b>Ours</b> is not back. Away.');
  });

  it('cannot be changed without the right', async () => {
    const { element } = await show(['incident.read']);
    expect(allByRole(element, 'button', 'New template')).toHaveLength(0);
    expect(allByRole(element, 'button', 'Copy')).toHaveLength(0);
  });
});
