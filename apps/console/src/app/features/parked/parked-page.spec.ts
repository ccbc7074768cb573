import { RouterTestingHarness } from '@angular/router/testing';
import { TestBed } from '@angular/core/testing';
import type { ParkedEvent, Permission } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../testing/console-bed';
import { aSession, NOW } from '../../../testing/fixtures';
import { allByRole, byRole, press, textOf, type } from '../../../testing/screen';
import { Keyboard } from '../../core/commands/keyboard';
import { ParkedPage } from './parked-page';

const ALL: Permission[] = ['parked.read', 'parked.handle', 'parked.read_raw', 'source.manage'];
const group = (reasonCode: string, events: number) => ({
  reasonCode,
  stage: 'store',
  source: 'mail',
  events,
  firstAt: NOW,
  lastAt: NOW,
  sample: { id: 'id-1', reason: 'An object where text is expected.' },
});
const event = (nr: number): ParkedEvent => ({
  id: `id-${nr}`,
  batchId: 'b1',
  position: nr,
  eventId: `e-${nr}`,
  source: 'mail',
  dialect: 'nxlog',
  zone: 'Europe/Berlin',
  stage: 'store',
  reasonCode: 'store.mapping',
  reason: 'email.to.address must be text.',
  size: 90,
  preview: `{"nr":${nr},"x":"<b>bold</b>"}`,
  attempts: nr,
  isUnderWay: false,
  receivedAt: NOW,
  parkedAt: NOW,
});

async function open(permissions: Permission[] = ALL, address = '/parked') {
  const { http } = consoleBed({
    session: aSession(permissions),
    routes: [{ path: 'parked', component: ParkedPage }],
  });
  TestBed.inject(Keyboard);
  const harness = await RouterTestingHarness.create(address);
  await settle();
  const screen = harness.routeNativeElement as HTMLElement;
  const groups = async (...found: ReturnType<typeof group>[]) => {
    http.expectOne(({ url }) => url === '/api/parked/groups').flush({ groups: found });
    await settle();
  };
  const list = async (...parked: ParkedEvent[]) => {
    const request = await vi.waitFor(() => http.expectOne(({ url }) => url === '/api/parked'));
    request.flush({ parked, total: parked.length, nextCursor: null });
    await settle();
    return request.request.params;
  };
  return { groups, http, list, screen };
}

describe('parked events', () => {
  it('are shown by reason, the largest one open, as text', async () => {
    const { groups, list, screen } = await open();
    await groups(group('store.mapping', 1_204), group('parse.json', 37));
    const params = await list(event(1), event(2));
    expect([params.get('reasonCode'), params.get('stage'), params.get('source')]).toEqual([
      'store.mapping',
      'store',
      'mail',
    ]);
    expect(textOf(screen)).toContain('1,241 wait');
    expect(textOf(byRole(screen, 'row', '"nr":1'))).toContain('<b>bold</b>');
    byRole(screen, 'button', 'parse.json').click();
    await settle();
    expect((await list()).get('reasonCode')).toBe('parse.json');
  });

  it('are read, changed, tried out and sent again, one by one', async () => {
    const { groups, http, list, screen } = await open();
    await groups(group('store.mapping', 1));
    await list(event(1));
    press('j');
    await settle();
    expect(textOf(screen)).toContain('email.to.address must be text.');
    press('e');
    const raw = await vi.waitFor(() => http.expectOne('/api/parked/id-1/raw'));
    raw.flush({ id: 'id-1', base64: 'e30=', text: '{"a":{}}', edited: null });
    await settle();
    const box = allByRole(screen, 'textbox').find((one) => one instanceof HTMLTextAreaElement) as HTMLTextAreaElement;
    expect(box.value).toBe('{"a":{}}');
    type(box, '{"a":"b"}');
    byRole(screen, 'button', 'What would it become?').click();
    const simulation = http.expectOne('/api/pipeline/simulate');
    expect(simulation.request.body).toEqual({
      lines: ['{"a":"b"}'],
      ...{ source: 'mail', dialect: 'nxlog', zone: 'Europe/Berlin', receivedAt: NOW },
    });
    const rules = [{ id: 'r', title: 'Odd mail', level: 'low' }];
    simulation.flush({ lines: [{ outcome: 'event', line: 1, event: { a: 'b' }, rules, trace: [] }] });
    await settle();
    expect(textOf(screen)).toContain('It would be stored');
    expect(textOf(screen)).toContain('Odd mail');
    byRole(screen, 'button', 'Try this one again').click();
    const retry = http.expectOne('/api/parked/id-1/retry');
    expect(retry.request.body).toEqual({ text: '{"a":"b"}' });
    retry.flush({ id: 'retry-1', events: 1 });
    await settle();
    http
      .expectOne('/api/parked/retries/retry-1')
      .flush({ id: 'retry-1', askedBy: 'mara', askedAt: NOW, events: 1, waiting: 0 });
    await settle();
    await groups();
    expect(textOf(screen)).toContain('Nothing is parked');
  });

  it('are sent again all of a reason, with progress, or discarded by a named rule', async () => {
    const { groups, http, list, screen } = await open();
    await groups(group('store.mapping', 10));
    await list(event(1));
    press('r');
    const retry = await vi.waitFor(() => http.expectOne('/api/parked/retry'));
    expect(retry.request.body).toEqual({ reasonCode: 'store.mapping', stage: 'store', source: 'mail' });
    retry.flush({ id: 'retry-1', events: 10 });
    const progress = (waiting: number) => ({ id: 'retry-1', askedBy: 'mara', askedAt: NOW, events: 10, waiting });
    await settle();
    http.expectOne('/api/parked/retries/retry-1').flush(progress(6));
    await settle();
    expect(textOf(screen)).toContain('4 of 10 tried again');
    (await vi.waitFor(() => http.expectOne('/api/parked/retries/retry-1'))).flush(progress(0));
    await settle();
    await groups(group('store.mapping', 3));
    await list(event(1));

    byRole(screen, 'button', 'Discard by rule').click();
    await settle();
    type(byRole(screen, 'textbox', 'Counted by the rule'), 'Not a rule!');
    byRole(screen, 'button', 'Discard 3').click();
    await settle();
    expect(textOf(byRole(screen, 'alert'))).toContain('Name the rule with small letters');
    type(byRole(screen, 'textbox', 'Counted by the rule'), 'test-traffic');
    byRole(screen, 'button', 'Discard 3').click();
    const discard = await vi.waitFor(() => http.expectOne('/api/parked/discard'));
    expect(discard.request.body).toMatchObject({ reasonCode: 'store.mapping', rule: 'test-traffic' });
    discard.flush({ events: 3 });
    await settle();
    await groups();
  });

  it('offer only what one may do', async () => {
    const { groups, list, screen } = await open(['parked.read']);
    await groups(group('store.mapping', 1));
    await list(event(1));
    press('j');
    await settle();
    expect(allByRole(screen, 'button', 'again')).toEqual([]);
    expect(textOf(screen)).toContain('parked.read_raw');
  });

  it('are not asked for without the permission, and say why they could not be loaded', async () => {
    const without = await open(['alert.read']);
    expect(textOf(without.screen)).toContain('You may not see this');
    TestBed.resetTestingModule();
    const { http, screen } = await open();
    http
      .expectOne(({ url }) => url === '/api/parked/groups')
      .flush({ detail: 'The database is away.' }, { status: 503, statusText: 'x' });
    await settle();
    expect(textOf(byRole(screen, 'alert'))).toContain('The database is away.');
  });
});
