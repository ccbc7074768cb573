import { TestBed } from '@angular/core/testing';
import type { EventCopy, LinkedEvent } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession, MARA, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, textOf, type } from '../../../../testing/screen';
import { Toasts } from '../../../core/toasts/toasts';
import { EventToIncident } from './event-to-incident';
import { LinkedEventList } from './linked-event-list';

const at = '/api/incidents/INC-2026-0042/events';

const anEvent = (patch: Partial<LinkedEvent> = {}): LinkedEvent => ({
  id: 'web/1',
  day: '2026-11-24',
  at: NOW,
  message: 'Failed <b>password</b>',
  source: '',
  incident: 'INC-2026-0042',
  linkedAt: NOW,
  linkedBy: MARA,
  ...patch,
});

async function show(events: LinkedEvent[], mayHandle = true) {
  const bed = consoleBed({ session: aSession(['incident.read', 'incident.handle']) });
  const fixture = TestBed.createComponent(LinkedEventList);
  fixture.componentRef.setInput('number', 'INC-2026-0042');
  fixture.componentRef.setInput('mayHandle', mayHandle);
  document.body.append(fixture.nativeElement as HTMLElement);
  const answer = async (list: LinkedEvent[], total = list.length) => {
    bed.http.expectOne({ method: 'GET', url: at }).flush({ events: list, total });
    await settle();
  };
  await settle();
  await answer(events);
  return { ...bed, answer, element: fixture.nativeElement as HTMLElement };
}

describe('the events of an incident', () => {
  it('are text, say which alert they prove, and open as fields or JSON with what became of the original', async () => {
    const { element, http } = await show([anEvent({ source: 'A-7' })]);
    expect(textOf(element)).toContain('Failed <b>password</b>');
    expect(byRole(element, 'link', 'A-7').getAttribute('href')).toBe('/alerts/A-7');
    byRole(element, 'button', 'Failed').click();
    await settle();
    const event = { '@timestamp': NOW, message: 'Failed <b>password</b>', 'user.name': 'root' };
    const copy: EventCopy = { ...anEvent(), event, original: 'gone' };
    http.expectOne(`${at}/web%2F1`).flush(copy);
    await settle();
    expect(textOf(element)).toContain('The original is not stored any more');
    expect(textOf(element)).toContain('user.name');
    byRole(element, 'button', 'JSON').click();
    await settle();
    expect(element.querySelector('pre')?.textContent).toContain('"user.name": "root"');
  });

  it('are taken out with a way back, and added by their id', async () => {
    const { element, http, answer } = await show([anEvent()]);
    byRole(element, 'button', 'Take out the event web/1').click();
    const request = http.expectOne({ method: 'POST', url: at });
    expect(request.request.body).toEqual({ remove: ['web/1'] });
    request.flush({});
    await settle();
    await answer([]);
    expect(document.activeElement).toBe(byRole(element, 'textbox', 'Id of an event'));
    TestBed.inject(Toasts).toasts().at(-1)?.action?.run();
    expect(http.expectOne({ method: 'POST', url: at }).request.body).toEqual({ add: ['web/1'] });
    type(byRole(element, 'textbox', 'Id of an event'), ' web/2 ');
    byRole(element, 'button', 'Add event').click();
    const added = http.expectOne({ method: 'POST', url: at });
    expect(added.request.body).toEqual({ add: ['web/2'] });
    added.flush({ detail: 'There is no such event.', code: 'event.not_found' }, { status: 404, statusText: 'x' });
    await settle();
    expect(TestBed.inject(Toasts).toasts().at(-1)?.text).toBe('It was not added. There is no such event.');
  });

  it('are loaded again when they change elsewhere, and offer nothing to those who only read', async () => {
    const { element, socket, answer } = await show([], false);
    expect(allByRole(element, 'textbox')).toEqual([]);
    socket.emit('incident.changed', { number: 'INC-2026-0042', revision: 2, parts: ['events'], by: null });
    await settle();
    await answer([anEvent()], 501);
    expect(textOf(element)).toContain('500 older ones are kept too');
    expect(allByRole(element, 'button', 'Take out')).toEqual([]);
  });
});

describe('an event that is shown elsewhere', () => {
  it.each([
    [['incident.handle', 'event.read'] as const, 1],
    [['incident.read', 'event.read'] as const, 0],
  ])('with %j has %i ways into an incident', async (permissions, ways) => {
    consoleBed({ session: aSession([...permissions]) });
    const fixture = TestBed.createComponent(EventToIncident);
    fixture.componentRef.setInput('id', 'e');
    fixture.componentRef.setInput('message', 'm');
    await settle();
    expect(allByRole(fixture.nativeElement as HTMLElement, 'button', 'To incident…')).toHaveLength(ways);
  });
});
