import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { AlertPage, Session } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aDetail, anAlert, aPage, aSession, aStatus, IDRIS, MARA, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, press, textOf, type } from '../../../../testing/screen';
import { Keyboard } from '../../../core/commands/keyboard';
import { Preferences } from '../../../core/preferences/preferences';
import { ServerClock } from '../../../core/time/server-clock';
import { Toasts } from '../../../core/toasts/toasts';
import { alertRoutes } from '../alerts.routes';

const unavailable = { status: 503, statusText: 'Unavailable' };
const three = [anAlert(1), anAlert(2), anAlert(3, { status: 'in_progress', assignee: IDRIS })];

interface Opening {
  readonly address?: string;
  readonly session?: Session;
  readonly preview?: 'shown' | 'hidden';
}

/** The screen of the list, with a server that answers what it is asked until a test says otherwise. */
async function openScreen({ address = '/alerts/views/open', session = aSession(), preview = 'hidden' }: Opening = {}) {
  const bed = consoleBed({ routes: [{ path: 'alerts', children: alertRoutes }], session });
  TestBed.inject(Preferences).set({ preview });
  TestBed.inject(Keyboard);
  const harness = await RouterTestingHarness.create(address);
  const screen = harness.routeNativeElement as HTMLElement;
  const answerList = async (page: AlertPage) => {
    await vi.waitFor(() => bed.http.expectOne(({ url }) => url === '/api/alerts').flush(page));
    await settle();
  };
  const answerDetail = async (alert = anAlert(1)) => {
    await vi.waitFor(() => bed.http.expectOne(`/api/alerts/${alert.number}`).flush(aDetail(alert)));
    await settle();
  };
  return { ...bed, answerDetail, answerList, screen };
}

const rowsOf = (screen: HTMLElement) => allByRole(screen, 'row').slice(1);
const cursorOf = (screen: HTMLElement) => {
  const id = byRole(screen, 'grid').getAttribute('aria-activedescendant');
  return textOf(document.getElementById(id ?? '') ?? document.createElement('i'));
};

describe('the list of alerts', () => {
  it('says of each row its severity, time, title, reason, entity, events and who has it', async () => {
    const { answerList, screen } = await openScreen();
    await answerList(aPage(three));
    const row = rowsOf(screen)[2] as HTMLElement;
    for (const words of ['High', 'Password guessing 3', '26 failures in 58 s', '203.0.113.9', '26']) {
      expect(textOf(row)).toContain(words);
    }
    expect(row.querySelector('[role="img"]')?.getAttribute('aria-label')).toBe('Idris Bell');
    expect(byRole(screen, 'grid').getAttribute('aria-rowcount')).toBe('4');
    expect(row.getAttribute('aria-rowindex')).toBe('4');
  });

  it('puts the focus on the list and moves through it by keys', async () => {
    const { answerList, screen } = await openScreen();
    await answerList(aPage(three));
    expect(document.activeElement).toBe(byRole(screen, 'grid'));
    expect(cursorOf(screen)).toContain('Password guessing 1');
    for (const [key, title] of [
      ['j', 'guessing 2'],
      ['ArrowDown', 'guessing 3'],
      ['j', 'guessing 3'],
      ['k', 'guessing 2'],
      ['ArrowUp', 'guessing 1'],
      ['Home', 'guessing 1'],
      ['End', 'guessing 3'],
      ['PageUp', 'guessing 1'],
    ] as const) {
      press(key);
      await settle();
      expect(cursorOf(screen)).toContain(title);
    }
  });

  it('takes the alert under the cursor with A, at once', async () => {
    const { answerList, http, screen } = await openScreen();
    await answerList(aPage(three));
    press('a');
    await settle();
    expect(cursorOf(screen)).toContain('MH');
    const taken = aDetail({ ...anAlert(1), status: 'in_progress', assignee: MARA, revision: 2 });
    http.expectOne('/api/alerts/A-1/acknowledge').flush(taken);
    await settle();
    expect(rowsOf(screen)[0]?.querySelector('[role="img"]')?.getAttribute('aria-label')).toBe('Mara Hill');
  });

  it('resolves with E and a number, goes on to the next row, and takes it back with U', async () => {
    const { answerList, http, screen } = await openScreen();
    await answerList(aPage(three));
    press('e');
    const dialog = await vi.waitFor(() => byRole(document.body, 'dialog', 'Resolve A-1'));
    expect(textOf(document.activeElement as HTMLElement)).toContain('True positive');
    press('2');
    await settle();
    expect(document.body.contains(dialog)).toBe(false);
    expect(document.activeElement).toBe(byRole(screen, 'grid'));
    expect(cursorOf(screen)).toContain('Password guessing 2');
    expect(textOf(rowsOf(screen)[0] as HTMLElement)).toContain('resolved as false positive');
    const resolving = http.expectOne('/api/alerts/A-1/resolve');
    expect(resolving.request.body).toEqual({ verdict: 'false_positive' });
    const resolved = anAlert(1, { status: 'resolved', verdict: 'false_positive', revision: 2 });
    resolving.flush(aDetail(resolved, { resolvedAt: NOW }));
    await settle();
    expect(TestBed.inject(Toasts).toasts().at(-1)).toMatchObject({
      text: 'A-1 is resolved as false positive.',
      action: { label: 'Undo' },
    });
    press('u');
    await settle();
    const back = http.expectOne('/api/alerts/A-1/reopen');
    expect(back.request.body).toEqual({ resolvedAt: NOW });
    back.flush(aDetail(anAlert(1, { revision: 3 })));
    await settle();
    expect(textOf(rowsOf(screen)[0] as HTMLElement)).toContain('26 failures in 58 s');
  });

  it('asks which alert a duplicate says the same as, and never takes itself', async () => {
    const { answerList, http } = await openScreen();
    await answerList(aPage(three));
    press('e');
    const dialog = await vi.waitFor(() => byRole(document.body, 'dialog', 'Resolve A-1'));
    press('4');
    await vi.waitFor(() => expect(document.activeElement).toBe(byRole(dialog, 'textbox', 'Duplicate of')));
    const box = byRole(dialog, 'textbox', 'Duplicate of');
    type(box, 'A-1');
    byRole(dialog, 'button', 'Resolve as duplicate').click();
    await settle();
    expect(textOf(dialog)).toContain('This is the same alert.');
    type(box, '2');
    type(byRole(dialog, 'textbox', 'Comment'), 'Same host.');
    byRole(dialog, 'button', 'Resolve as duplicate').click();
    await settle();
    const body = { verdict: 'duplicate', duplicateOf: 'A-2', comment: 'Same host.' };
    expect(http.expectOne('/api/alerts/A-1/resolve').request.body).toEqual(body);
  });

  it('snoozes with H and goes on', async () => {
    const { answerList, http, screen } = await openScreen();
    await answerList(aPage(three));
    TestBed.inject(ServerClock).adjust(NOW);
    press('h');
    await vi.waitFor(() => byRole(document.body, 'dialog', 'Snooze A-1'));
    press('1');
    await settle();
    const { until } = http.expectOne('/api/alerts/A-1/snooze').request.body as { until: string };
    expect(Math.abs(Date.parse(until) - Date.parse(NOW) - 3_600_000)).toBeLessThan(60_000);
    expect(textOf(rowsOf(screen)[0] as HTMLElement)).toContain('snoozed');
    expect(cursorOf(screen)).toContain('Password guessing 2');
  });

  it('gives an alert to somebody with Shift A, as it was seen', async () => {
    const { answerList, http, screen } = await openScreen();
    await answerList(aPage(three));
    press('A', { shiftKey: true });
    const dialog = await vi.waitFor(() => byRole(document.body, 'dialog', 'Assign A-1'));
    http.expectOne('/api/people').flush({ people: [IDRIS, MARA] });
    await settle();
    type(byRole(dialog, 'textbox', 'Find a person'), 'bell');
    await settle();
    byRole(dialog, 'button', 'Idris Bell').click();
    await settle();
    const body = { seenAssigneeId: null, assigneeId: IDRIS.id };
    expect(http.expectOne('/api/alerts/A-1/assign').request.body).toEqual(body);
    expect(rowsOf(screen)[0]?.querySelector('[role="img"]')?.getAttribute('aria-label')).toBe('Idris Bell');
  });

  it('takes back what it showed when somebody was faster, and says who', async () => {
    const { answerList, http, screen } = await openScreen();
    await answerList(aPage(three));
    press('e');
    await vi.waitFor(() => byRole(document.body, 'dialog', 'Resolve A-1'));
    press('1');
    await settle();
    const detail = 'Idris Bell has resolved A-1 as benign already.';
    http.expectOne('/api/alerts/A-1/resolve').flush({ detail }, { status: 409, statusText: 'Conflict' });
    const resolved = anAlert(1, { status: 'resolved', verdict: 'benign', revision: 2 });
    await vi.waitFor(() => http.expectOne('/api/alerts/A-1').flush(aDetail(resolved)));
    await settle();
    expect(textOf(rowsOf(screen)[0] as HTMLElement)).toContain('resolved as benign');
    expect(TestBed.inject(Toasts).toasts().at(-1)?.text).toBe(`A-1 was not resolved. ${detail}`);
  });

  it('shows at once who took an alert, without moving a row', async () => {
    const { answerList, screen, socket } = await openScreen({ address: '/alerts/views/unassigned' });
    await answerList(aPage([anAlert(1), anAlert(2)]));
    socket.emit('alert.changed', {
      ...anAlert(1, { status: 'in_progress', assignee: IDRIS, revision: 2 }),
      coveredUntil: null,
    });
    await vi.waitFor(() => expect(textOf(rowsOf(screen)[0] as HTMLElement)).toContain('taken by Idris Bell'));
    await settle();
    expect(rowsOf(screen)).toHaveLength(2);
  });

  it('announces new alerts, and shows them when asked', async () => {
    const { answerList, screen, socket } = await openScreen();
    await answerList(aPage(three));
    const fresh = anAlert(9, { createdAt: '2026-11-24T12:02:00.000Z', updatedAt: '2026-11-24T12:02:00.000Z' });
    socket.emit('alert.changed', { ...fresh, coveredUntil: null });
    await vi.waitFor(() => byRole(screen, 'button', '1 new since'));
    expect(rowsOf(screen)).toHaveLength(3);
    press('.');
    await answerList(aPage([fresh, ...three], { asOf: '2026-11-24T12:03:00.000Z' }));
    expect(rowsOf(screen)).toHaveLength(4);
    expect(allByRole(screen, 'button', 'new since')).toEqual([]);
    expect(cursorOf(screen)).toContain('Password guessing 1');
  });

  it('opens the full page with Enter', async () => {
    const { answerList } = await openScreen();
    await answerList(aPage(three));
    press('Enter');
    await settle();
    await vi.waitFor(() => expect(TestBed.inject(Router).url).toBe('/alerts/A-1'));
  });

  it('opens and closes the preview with Space, and the address says so', async () => {
    const { answerDetail, answerList, screen } = await openScreen();
    await answerList(aPage(three));
    press(' ');
    await answerDetail();
    expect(byRole(screen, 'heading', 'Why it fired')).toBeDefined();
    expect(document.activeElement).toBe(byRole(screen, 'grid'));
    await vi.waitFor(() => expect(TestBed.inject(Router).url).toBe('/alerts/views/open?open=A-1'));
    press(' ');
    await vi.waitFor(() => expect(TestBed.inject(Router).url).toBe('/alerts/views/open'));
    expect(allByRole(screen, 'heading', 'Why it fired')).toEqual([]);
  });

  it('opens what the address says, also when it is not among the rows', async () => {
    const { answerDetail, answerList, screen } = await openScreen({ address: '/alerts/views/open?open=A-77' });
    await answerList(aPage(three));
    await answerDetail(anAlert(77));
    expect(textOf(byRole(screen, 'heading', 'Password guessing 77'))).toBe('Password guessing 77');
  });

  it('says that an alert of the address does not exist', async () => {
    const { answerList, http, screen } = await openScreen({ address: '/alerts/views/open?open=A-77' });
    await answerList(aPage(three));
    http.expectOne('/api/alerts/A-77').flush({}, { status: 404, statusText: 'Not found' });
    await settle();
    byRole(screen, 'heading', 'There is no alert A-77');
  });

  it('lets / lead to the filter and Escape back to the list', async () => {
    const { answerList, screen } = await openScreen();
    await answerList(aPage(three));
    press('/');
    expect(document.activeElement).toBe(byRole(screen, 'textbox', 'Filter alerts'));
    press('a');
    press('Escape');
    expect(document.activeElement).toBe(byRole(screen, 'grid'));
  });

  it('does not offer to take what one may not take', async () => {
    const { answerDetail, answerList, http, screen } = await openScreen({
      session: aSession(['alert.read']),
      preview: 'shown',
    });
    await answerList(aPage(three));
    await answerDetail();
    expect(allByRole(screen, 'button', 'Take')).toEqual([]);
    expect(textOf(screen)).toContain('needs the permission alert.acknowledge');
    press('a');
    http.expectNone('/api/alerts/A-1/acknowledge');
  });
});

describe('the states of the list', () => {
  it('says what failed, why, and with which code and request, and tries again', async () => {
    const { answerList, http, screen } = await openScreen();
    const problem = { detail: 'The database is away. Try again in a minute.', code: 'store.away', requestId: 'r-7' };
    http.expectOne(({ url }) => url === '/api/alerts').flush(problem, unavailable);
    await settle();
    const words = textOf(byRole(screen, 'alert'));
    for (const part of [problem.detail, 'store.away', 'request r-7']) expect(words).toContain(part);
    byRole(screen, 'button', 'Retry').click();
    await answerList(aPage(three));
    expect(rowsOf(screen)).toHaveLength(3);
  });

  it('says that one may not see alerts', async () => {
    const { http, screen } = await openScreen();
    http
      .expectOne(({ url }) => url === '/api/alerts')
      .flush({ detail: 'Needs alert.read.' }, { status: 403, statusText: 'x' });
    await settle();
    byRole(screen, 'heading', 'You may not see this');
  });

  it('tells an empty list that can be believed, and why', async () => {
    const { answerList, http, screen } = await openScreen();
    TestBed.inject(ServerClock).adjust(NOW);
    await answerList(aPage([]));
    http.expectOne('/api/status').flush(aStatus());
    await answerList(aPage([anAlert(1)], { total: 5 }));
    byRole(screen, 'heading', 'No open alerts');
    expect(textOf(screen)).toContain('12 rules are live and covered until');
  });

  it('tells an empty list because of a filter, and how many there are without it', async () => {
    const { answerList, screen } = await openScreen({ address: '/alerts/views/open?q=spray' });
    await answerList(aPage([]));
    await answerList(aPage([anAlert(1)], { total: 214 }));
    byRole(screen, 'heading', 'No alert matches');
    expect(textOf(screen)).toContain('214 are open without the filter');
    allByRole(screen, 'button', 'Clear filter').at(-1)?.click();
    await answerList(aPage(three));
    await vi.waitFor(() => expect(TestBed.inject(Router).url).toBe('/alerts/views/open'));
  });

  it('tells a newcomer how the first event gets in', async () => {
    const { answerList, screen } = await openScreen();
    await answerList(aPage([]));
    await answerList(aPage([]));
    byRole(screen, 'heading', 'No open alerts yet');
    expect(textOf(screen)).toContain(`curl -sS ${location.origin}/events`);
    expect(byRole(screen, 'link', 'Sources & keys').getAttribute('href')).toBe('/settings/sources');
  });

  it('says that there is no such view', async () => {
    const { screen } = await openScreen({ address: '/alerts/views/nonsense' });
    byRole(screen, 'heading', 'There is no such view');
  });
});
