import { anAlert, aPage, IDRIS, MARA } from '../../../../testing/fixtures';
import { alertView, type AlertViewId } from '../alert-views';
import { arrivalsInWords, countArrivals, type ShownList } from './arrivals';

const VIEWER = { me: MARA.id, now: new Date('2026-11-24T12:03:00.000Z') };
const LATER = '2026-11-24T12:02:00.000Z';

function listOf(view: AlertViewId, patch: Partial<ShownList> = {}): ShownList {
  const known = alertView(view);
  if (!known) throw new Error(`no view ${view}`);
  return {
    view: known,
    page: aPage([anAlert(1)]),
    ids: new Set(['id-1']),
    viewer: VIEWER,
    matching: undefined,
    ...patch,
  };
}

describe('what arrived since a list was loaded', () => {
  it('counts alerts that are new, not the rows that are there', () => {
    const changes = [
      anAlert(1, { createdAt: LATER, updatedAt: LATER }),
      anAlert(2, { createdAt: LATER, updatedAt: LATER }),
    ];
    expect(countArrivals(changes, listOf('open'))).toEqual({ fresh: 1, changed: 0 });
  });

  it('tells new alerts from older ones that changed', () => {
    const changes = [anAlert(2, { updatedAt: LATER }), anAlert(3)];
    expect(countArrivals(changes, listOf('open'))).toEqual({ fresh: 0, changed: 1 });
  });

  it.each([
    ['open', 2],
    ['mine', 1],
    ['unassigned', 0],
    ['snoozed', 1],
    ['resolved', 1],
  ] as const)('counts only what belongs into the view %s', (view, count) => {
    const later = { createdAt: LATER, updatedAt: LATER };
    const changes = [
      anAlert(2, { ...later, status: 'in_progress', assignee: MARA }),
      anAlert(3, { ...later, status: 'in_progress', assignee: IDRIS }),
      anAlert(4, { ...later, status: 'resolved', assignee: IDRIS }),
      anAlert(5, { ...later, snoozedUntil: '2026-11-24T13:00:00.000Z' }),
    ];
    expect(countArrivals(changes, listOf(view)).fresh).toBe(count);
  });

  it('believes only the server about what matches a filter', () => {
    const changes = [2, 3].map((n) => anAlert(n, { createdAt: LATER, updatedAt: LATER }));
    expect(countArrivals(changes, listOf('open', { matching: new Set(['id-3']) })).fresh).toBe(1);
  });

  it.each([
    [{ fresh: 3, changed: 0 }, '3 new'],
    [{ fresh: 0, changed: 1 }, '1 changed'],
    [{ fresh: 3, changed: 1 }, '3 new, 1 changed'],
    [{ fresh: 0, changed: 0 }, ''],
  ])('is said in words', (arrivals, words) => expect(arrivalsInWords(arrivals)).toBe(words));
});
