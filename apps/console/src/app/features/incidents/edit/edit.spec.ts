import { Component, computed, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Incident } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession, IDRIS, MARA, NOW } from '../../../../testing/fixtures';
import { byRole, press, textOf, type } from '../../../../testing/screen';
import { Toasts } from '../../../core/toasts/toasts';
import { IncidentStore } from '../page/incident-store';
import { ItemSection } from '../page/item-section';
import { KINDS } from '../page/item-words';
import { IncidentPeople } from './incident-people';
import { IncidentTags } from './incident-tags';

const AT = '/api/incidents/INC-2026-0042';
const INCIDENT = {
  number: 'INC-2026-0042',
  tags: ['scan'],
  lead: IDRIS,
  team: [IDRIS],
  isRestricted: false,
  restrictedTo: [],
} as unknown as Incident;
const TASK = {
  id: 't-1',
  kind: 'task',
  data: {
    title: 'Isolate',
    state: 'open',
    dueAt: '2026-11-24T10:00:00.000Z',
    checklist: [
      { id: 'p-1', text: 'pull the plug', isDone: true },
      { id: 'p-2', text: 'tell the owner', isDone: false },
    ],
  },
  assignee: null,
  createdAt: NOW,
};

@Component({
  imports: [IncidentPeople, IncidentTags, ItemSection],
  providers: [IncidentStore],
  template: `
    @if (incident(); as incident) {
      <tocsin-incident-tags [incident]="incident" [mayHandle]="true" />
      <tocsin-incident-people [incident]="incident" />
      <tocsin-item-section [words]="words" [mayHandle]="true" />
    }
  `,
})
class Host {
  private readonly store = inject(IncidentStore);
  protected readonly words = KINDS[0]!;
  protected readonly incident = computed(() => this.store.incident());

  constructor() {
    this.store.number.set('INC-2026-0042');
  }
}

async function show(incident: Incident = INCIDENT) {
  const { http } = consoleBed({ session: aSession(['alert.read', 'incident.read', 'incident.handle']) });
  const element = TestBed.createComponent(Host).nativeElement as HTMLElement;
  document.body.append(element);
  await settle();
  http.expectOne(AT).flush(incident);
  http.expectOne(`${AT}/items`).flush({ items: [TASK] });
  await settle();
  http.expectOne('/api/people').flush({ people: [IDRIS, MARA] });
  await settle();
  const refuse = async (path: string): Promise<void> => {
    const refused = { status: 403, statusText: 'x' };
    http.expectOne({ method: 'POST', url: AT + path }).flush({ code: 'x', detail: 'Not you.' }, refused);
    await settle();
  };
  const sent = (path: string): unknown => http.expectOne({ method: 'POST', url: AT + path }).request.body;
  return { http, element, sent, refuse };
}

describe('tags of an incident', () => {
  it('are put on by typing and taken off one by one; what is none is said', async () => {
    const { element, sent } = await show();
    const box = byRole(element, 'textbox', 'Add tags');
    type(box, 'Ümlaut');
    box.closest('form')?.requestSubmit();
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('“ümlaut” is no tag');
    type(box, 'Office, finance');
    box.closest('form')?.requestSubmit();
    await settle();
    expect(sent('/tags')).toEqual({ add: ['office', 'finance'] });
    byRole(element, 'button', 'Take off scan').click();
    expect(sent('/tags')).toEqual({ remove: ['scan'] });
  });
});

describe('people of an incident', () => {
  it('are chosen one by one', async () => {
    const { element, sent } = await show();
    byRole(element, 'radio', 'Mara Hill leads').click();
    expect(sent('/set')).toEqual({ field: 'lead', seen: IDRIS.id, value: MARA.id });
    byRole(element, 'checkbox', 'Mara Hill is in the team').click();
    expect(sent('/team')).toEqual({ add: [MARA.id] });
    byRole(element, 'checkbox', 'Idris Bell is in the team').click();
    expect(sent('/team')).toEqual({ remove: [IDRIS.id] });
  });

  it('are named when it is restricted: the team first', async () => {
    const { element, sent } = await show();
    expect(textOf(element)).toContain('everybody');
    byRole(element, 'checkbox', 'Restricted').click();
    expect(sent('/restrict')).toEqual({ isRestricted: true, add: [IDRIS.id] });
  });

  it('stand as they are stored when a choice is refused', async () => {
    const { element, refuse } = await show();
    const isChecked = (role: 'radio' | 'checkbox', name: string) =>
      (byRole(element, role, name) as HTMLInputElement).checked;
    byRole(element, 'radio', 'Mara Hill leads').click();
    await refuse('/set');
    expect([isChecked('radio', 'Mara Hill leads'), isChecked('radio', 'Idris Bell leads')]).toEqual([false, true]);
    byRole(element, 'checkbox', 'Mara Hill is in the team').click();
    await refuse('/team');
    expect(isChecked('checkbox', 'Mara Hill is in the team')).toBe(false);
    byRole(element, 'checkbox', 'Restricted').click();
    await refuse('/restrict');
    expect(isChecked('checkbox', 'Restricted')).toBe(false);
  });

  it('may be let in and shut out of a restricted one', async () => {
    const { element, sent } = await show({ ...INCIDENT, isRestricted: true, restrictedTo: [IDRIS] });
    byRole(element, 'checkbox', 'Mara Hill may see it').click();
    expect(sent('/restrict')).toEqual({ isRestricted: true, add: [MARA.id] });
    byRole(element, 'checkbox', 'Idris Bell may see it').click();
    expect(sent('/restrict')).toEqual({ isRestricted: true, remove: [IDRIS.id] });
  });
});

describe('a task', () => {
  it('says when it is due and what of it is done, and is changed field by field', async () => {
    const { element, sent } = await show();
    expect(textOf(element)).toContain('1 of 2');
    expect(textOf(element)).toContain('late since');
    byRole(element, 'button', 'Edit Isolate').click();
    await settle();
    byRole(element, 'checkbox', 'tell the owner').click();
    await settle();
    expect(sent('/items/t-1/set')).toMatchObject({ field: 'checklist', value: [{}, { id: 'p-2', isDone: true }] });
    const due = byRole(element, 'textbox', 'Due, UTC') as HTMLInputElement;
    expect(due.value).toBe('2026-11-24 10:00');
    type(due, '2026-11-25 09:30');
    due.dispatchEvent(new Event('change'));
    await settle();
    expect(sent('/items/t-1/set')).toEqual({
      field: 'dueAt',
      seen: TASK.data.dueAt,
      value: '2026-11-25T09:30:00.000Z',
    });
  });

  it('keeps its time when what was typed is none', async () => {
    const { element, http } = await show();
    byRole(element, 'button', 'Edit Isolate').click();
    await settle();
    const due = byRole(element, 'textbox', 'Due, UTC') as HTMLInputElement;
    type(due, 'soon');
    due.dispatchEvent(new Event('change'));
    await settle();
    http.expectNone(`${AT}/items/t-1/set`);
    expect(due.value).toBe('2026-11-24 10:00');
    expect(TestBed.inject(Toasts).toasts().at(-1)?.text).toContain('Due stays as it was.');
  });

  it('shows what is stored again when a choice is refused', async () => {
    const { element, refuse } = await show();
    byRole(element, 'button', 'Edit Isolate').click();
    await settle();
    const state = byRole(element, 'combobox', 'State of Isolate') as HTMLSelectElement;
    state.value = 'done';
    state.dispatchEvent(new Event('change'));
    await settle();
    await refuse('/items/t-1/set');
    expect(state.value).toBe('open');
    const who = byRole(element, 'combobox', 'Assignee') as HTMLSelectElement;
    who.value = MARA.id;
    who.dispatchEvent(new Event('change'));
    await settle();
    await refuse('/items/t-1/set');
    expect(who.value).toBe('');
    const point = byRole(element, 'checkbox', 'tell the owner') as HTMLInputElement;
    point.click();
    await settle();
    await refuse('/items/t-1/set');
    expect(point.checked).toBe(false);
  });

  it('gets points by Enter', async () => {
    const { element, sent } = await show();
    byRole(element, 'button', 'Edit Isolate').click();
    await settle();
    const box = byRole(element, 'textbox', 'Add a point');
    box.focus();
    type(box, 'write it down');
    press('Enter');
    await settle();
    expect(sent('/items/t-1/set')).toMatchObject({ value: [{}, {}, { text: 'write it down', isDone: false }] });
  });
});
