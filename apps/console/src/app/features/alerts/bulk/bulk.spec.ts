import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import type { AlertSet, Session } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { anAlert, aPage, aSession, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, press, textOf } from '../../../../testing/screen';
import { Keyboard } from '../../../core/commands/keyboard';
import { Preferences } from '../../../core/preferences/preferences';
import { Toasts } from '../../../core/toasts/toasts';
import { alertRoutes } from '../alerts.routes';

const ID = 'c0a8012e-0000-4000-8000-000000000000';
const frozen = (total: number): AlertSet => ({
  id: ID,
  createdAt: NOW,
  total,
  state: 'frozen',
  action: null,
  done: 0,
  changed: 0,
  unfit: 0,
  undone: 0,
  kept: 0,
  undoUntil: null,
});
const BENIGN = { kind: 'resolve', verdict: 'benign' } as const;

/** The list of three alerts out of 214. */
async function openList(session: Session = aSession()) {
  const bed = consoleBed({ routes: [{ path: 'alerts', children: alertRoutes }], session });
  TestBed.inject(Preferences).set({ preview: 'hidden' });
  TestBed.inject(Keyboard);
  const harness = await RouterTestingHarness.create('/alerts/views/open');
  const screen = harness.routeNativeElement as HTMLElement;
  const answerList = async () => {
    const page = { ...aPage([anAlert(1), anAlert(2), anAlert(3)]), total: 214 };
    await vi.waitFor(() => bed.http.expectOne(({ url }) => url === '/api/alerts').flush(page));
    await settle();
  };
  await answerList();
  const bar = () => textOf(screen.querySelector('tocsin-bulk-bar') ?? screen);
  const answer = async (url: string, set: AlertSet) => {
    const request = await vi.waitFor(() => bed.http.expectOne(url));
    request.flush(set);
    await settle();
    return request.request.body as unknown;
  };
  const resolveAsBenign = async () => {
    press('e');
    await vi.waitFor(() => byRole(document.body, 'dialog', 'Resolve'));
    press('3');
    await settle();
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('type')).toBe('submit'));
    const confirm = textOf(document.activeElement as HTMLElement);
    (document.activeElement as HTMLElement).click();
    await settle();
    return confirm;
  };
  return { ...bed, answer, answerList, bar, resolveAsBenign, screen };
}

const selected = (screen: HTMLElement) =>
  allByRole(screen, 'row').flatMap((row, index) => (row.getAttribute('aria-selected') === 'true' ? [index] : []));

describe('selecting alerts', () => {
  it('goes by X, by Shift and J, and by the box in front of the row', async () => {
    const { bar, screen } = await openList();
    press('x');
    await settle();
    expect([selected(screen), bar()]).toEqual([[1], expect.stringContaining('1 selected')]);
    press('J', { shiftKey: true });
    await settle();
    expect(selected(screen)).toEqual([1, 2]);
    screen.querySelectorAll<HTMLElement>('[role="gridcell"].select-cell')[2]?.click();
    await settle();
    expect([selected(screen), bar()]).toEqual([[1, 2, 3], expect.stringContaining('3 selected')]);
    press('Escape');
    await settle();
    expect(selected(screen)).toEqual([]);
    expect(document.activeElement).toBe(byRole(screen, 'grid'));
  });

  it('offers nothing to somebody who may not handle alerts', async () => {
    const { bar } = await openList(aSession(['alert.read']));
    press('x');
    await settle();
    expect(bar()).toContain('needs the permission alert.handle');
  });
});

describe('what is done to selected alerts', () => {
  it('repeats number and verdict, shows how far it is, what was left, and the way back', async () => {
    const { answer, answerList, bar, http, resolveAsBenign, screen } = await openList();
    press('a', { ctrlKey: true });
    const filter = await answer('/api/alert-sets', frozen(214));
    expect(filter).toEqual({ filter: { status: 'open', q: '' } });
    expect([selected(screen), bar()]).toEqual([[1, 2, 3], expect.stringContaining('214 selected')]);

    expect(await resolveAsBenign()).toBe('Resolve 214 alerts as benign');
    const running: AlertSet = { ...frozen(214), state: 'running', action: BENIGN };
    expect(await answer(`/api/alert-sets/${ID}/run`, running)).toEqual(BENIGN);
    await answer(`/api/alert-sets/${ID}`, { ...running, done: 100 });
    expect(bar()).toContain('Resolving 100 of 214');
    const until = new Date(Date.parse(NOW) + 600_000).toISOString();
    await answer(`/api/alert-sets/${ID}`, { ...running, state: 'done', done: 212, changed: 2, undoUntil: until });
    await vi.waitFor(() =>
      http.expectOne(`/api/alert-sets/${ID}/left`).flush({
        alerts: [{ number: 'A-2', title: 'Password guessing 2', why: 'changed' }],
        nextCursor: null,
      }),
    );
    await answerList();
    for (const words of ['Resolved 212 alerts as benign.', '2 alerts left: changed by others', 'A-2', 'Undo'])
      expect(bar()).toContain(words);

    press('u');
    await answer(`/api/alert-sets/${ID}/undo`, { ...running, state: 'undoing', done: 212 });
    await answer(`/api/alert-sets/${ID}`, { ...running, state: 'undone', done: 212, undone: 212 });
    expect(bar()).toContain('Put 212 alerts back.');
  });

  it('names those that were chosen one by one', async () => {
    const { answer, resolveAsBenign } = await openList();
    press('x');
    await settle();
    expect(await resolveAsBenign()).toBe('Resolve 1 alert as benign');
    expect(await answer('/api/alert-sets', frozen(1))).toEqual({ numbers: ['A-1'] });
    expect(await answer(`/api/alert-sets/${ID}/run`, { ...frozen(1), state: 'done', action: BENIGN, done: 1 })).toEqual(
      BENIGN,
    );
  });

  it('says when nothing could be changed', async () => {
    const { http, resolveAsBenign } = await openList();
    press('x');
    await settle();
    await resolveAsBenign();
    const request = await vi.waitFor(() => http.expectOne('/api/alert-sets'));
    request.flush({ detail: 'The database is away.' }, { status: 503, statusText: 'Unavailable' });
    const failure = { kind: 'failed', text: expect.stringContaining('The database is away.') as string };
    await vi.waitFor(() => expect(TestBed.inject(Toasts).toasts().at(-1)).toMatchObject(failure));
  });
});
