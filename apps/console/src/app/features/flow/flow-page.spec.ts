import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Ledger, LedgerSum } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../testing/console-bed';
import { aSession, NOW } from '../../../testing/fixtures';
import { allByRole, byRole, cellsOf, press, textOf } from '../../../testing/screen';
import { Keyboard } from '../../core/commands/keyboard';
import { ServerClock } from '../../core/time/server-clock';
import { FlowPage } from './flow-page';

const sum = (patch: Partial<LedgerSum>): LedgerSum => ({
  accepted: 0,
  stored: 0,
  duplicate: 0,
  parked: 0,
  dropped: 0,
  inFlight: 0,
  unexplained: 0,
  ...patch,
});
const web = { ...sum({ accepted: 1_000, stored: 990, parked: 4, dropped: 3, inFlight: 3 }), source: 'web', at: null };
const mail = { ...sum({ accepted: 20, stored: 10, unexplained: 10 }), source: 'mail', at: null };

async function open(address = '/flow', session = aSession(['source.read', 'parked.read'])) {
  const { http } = consoleBed({ session, routes: [{ path: 'flow', component: FlowPage }] });
  vi.spyOn(TestBed.inject(ServerClock), 'now').mockReturnValue(new Date(NOW));
  TestBed.inject(Keyboard);
  const harness = await RouterTestingHarness.create(address);
  await settle();
  const screen = harness.routeNativeElement as HTMLElement;
  const ask = (by: string) => http.match(({ url, params }) => url === '/api/ledger' && params.get('by') === by).at(-1);
  const ledger = (rows: Ledger['rows'], droppedBy: Ledger['droppedBy'] = []): Ledger => ({
    asOf: NOW,
    from: new Date(Date.parse(NOW) - 86_400_000).toISOString(),
    to: NOW,
    total: sum({ accepted: 1_020, stored: 1_000, parked: 4, dropped: 3, inFlight: 3, unexplained: 10 }),
    droppedBy,
    rows,
  });
  const answer = async () => {
    ask('source')?.flush(ledger([web, mail], [{ rule: 'sampling', events: 3 }]));
    const at = new Date(Date.parse(NOW) - 60_000).toISOString();
    const times = ask('time');
    times?.flush(ledger([{ ...sum({ accepted: 20, unexplained: 10 }), source: null, at }]));
    http
      .match('/api/ledger/frontends')
      .at(-1)
      ?.flush({
        frontends: [
          { frontend: 'fe1', instance: 'a', startedAt: NOW, statedAt: NOW, statedThrough: 9, sealedAt: null, gaps: 2 },
        ],
      });
    http
      .match('/api/ledger/alarms')
      .at(-1)
      ?.flush({
        alarms: [
          {
            source: 'mail',
            kind: 'silent',
            since: NOW,
            reason: 'mail sends nothing any more',
            expected: 'events, as on former days',
            seen: 'nothing since then',
            blind: [{ id: 'r', title: 'Odd mail' }],
          },
        ],
      });
    await settle();
    return times?.request.params;
  };
  return { answer, ask, http, screen };
}

describe('sources and flow', () => {
  it('say the equation, in all and of each source, and what does not agree', async () => {
    const { answer, screen } = await open();
    await answer();
    const equation = textOf(screen.querySelector('.equation') as HTMLElement);
    for (const words of ['Accepted1,020', '= Stored 1,000', '+ Parked4', 'Difference 10', 'agrees in 240 of 241'])
      expect(equation).toContain(words);
    expect(cellsOf(byRole(screen, 'row', 'mail'))).toEqual(['mailsilent', '20', '10', '0', '0', '0', '0', '10']);
    expect(textOf(screen)).toContain('sampling 3');
    expect(textOf(screen)).toContain('Rules now blind: Odd mail.');
    expect(textOf(screen)).toContain('2 numbers cut, never accepted');
    expect(screen.querySelector('.equation a')?.getAttribute('href')).toBe('/parked');
  });

  it('show the course of one source, and the batches of a piece of time, unexplained ones first', async () => {
    const { answer, http, screen } = await open('/flow?source=mail');
    expect((await answer())?.get('source')).toBe('mail');
    const course = screen.querySelector<HTMLElement>('[role="slider"]');
    expect(course?.getAttribute('aria-valuetext')).toContain('20 accepted, 10 unexplained');
    course?.focus();
    press('Enter');
    await settle();
    const request = http.expectOne(({ url }) => url === '/api/ledger/batches');
    expect(request.request.params.get('source')).toBe('mail');
    const [from, to] = ['from', 'to'].map((name) => Date.parse(request.request.params.get(name) ?? '')) as [
      number,
      number,
    ];
    expect([to - from, to >= Date.parse(NOW), from <= Date.parse(NOW)]).toEqual([360_000, true, true]);
    const batch = { batchId: 'b', source: 'mail', events: 10, acceptedAt: NOW, isRebuilt: false };
    const outcome = { stored: 9, duplicate: 0, parked: 0, dropped: { sampling: 1 }, recordedAt: NOW };
    request.flush({
      batches: [
        { ...batch, claim: 'a-1', state: 'settled', outcome },
        { ...batch, claim: 'a-2', state: 'unexplained', outcome: null },
      ],
      nextCursor: null,
    });
    await settle();
    const rows = allByRole(screen, 'row').filter((row) => textOf(row).includes('a-'));
    expect(rows.map(textOf)).toEqual([
      expect.stringContaining('unexplainednobody has told yet'),
      expect.stringContaining('settled9 stored, 1 dropped by sampling'),
    ]);
    byRole(screen, 'button', 'Close batches').click();
    await settle();
    expect(textOf(screen)).not.toContain('a-2');
  });

  it('ask for what the address says', async () => {
    const { ask } = await open('/flow?range=30d');
    const params = ask('source')?.request.params;
    expect(params?.get('grain')).toBe('day');
    expect(Date.parse(params?.get('to') ?? '') - Date.parse(params?.get('from') ?? '')).toBe(30 * 86_400_000);
  });

  it('say when nothing was accepted, when it could not be loaded, and when one may not see it', async () => {
    const first = await open();
    first.ask('source')?.flush({ detail: 'The database is away.' }, { status: 503, statusText: 'x' });
    await settle();
    expect(textOf(byRole(first.screen, 'alert'))).toContain('The database is away.');
    TestBed.resetTestingModule();
    const { ask, screen } = await open();
    ask('source')?.flush({ asOf: NOW, from: NOW, to: NOW, total: sum({}), droppedBy: [], rows: [] });
    await settle();
    expect(textOf(screen)).toContain('Nothing was accepted in this time');
    TestBed.resetTestingModule();
    const without = await open('/flow', aSession(['alert.read']));
    expect(textOf(without.screen)).toContain('You may not see this');
  });
});
