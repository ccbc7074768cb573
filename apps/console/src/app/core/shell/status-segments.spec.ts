import { aStatus, NOW } from '../../../testing/fixtures';
import {
  connectionSegment,
  coverageSegment,
  intakeSegment,
  queueSegment,
  sourcesSegment,
  storeSegment,
} from './status-segments';

const now = new Date(NOW);

describe('the status line', () => {
  it('is quiet about a connection that is well', () => {
    expect(connectionSegment('live', 0, 412)).toMatchObject({ level: 'well', lead: 'Live', rest: '0.4 s', spoken: '' });
    expect(connectionSegment('connecting', 0, undefined)).toMatchObject({ level: 'well' });
  });

  it('says how long there was no connection, and speaks of it without the number', () => {
    expect(connectionSegment('lost', 42, 412)).toEqual({
      level: 'broken',
      lead: 'Not connected',
      rest: 'for 42 s, trying again',
      spoken: 'Not connected',
    });
  });

  it.each([
    ['2026-11-24T12:04:29.000Z', 12, 'well'],
    ['2026-11-24T12:02:30.000Z', 12, 'needs-person'],
    [null, 12, 'well'],
    [null, null, 'well'],
    [null, 0, 'needs-person'],
  ])('takes detection covered until %s with %s rules as %s', (coveredUntil, rulesLoaded, level) => {
    expect(coverageSegment(aStatus({ detection: { coveredUntil, rulesLoaded } }), now).level).toBe(level);
  });

  it('says what is wrong with queue and store in the words of the server', () => {
    const status = aStatus({
      queue: { ok: false, detail: 'RabbitMQ is away.', depth: null, fronts: [] },
      storage: { ok: false, detail: 'It is full.' },
    });
    expect([queueSegment(status), storeSegment(status)]).toMatchObject([
      { level: 'broken', rest: 'RabbitMQ is away.' },
      { level: 'broken', rest: 'It is full.' },
    ]);
  });

  it('is quiet while everything is accounted for, and names the difference otherwise', () => {
    expect(intakeSegment(aStatus())).toMatchObject({ level: 'well', rest: 'difference 0' });
    const segment = intakeSegment(aStatus({ today: { accepted: 10, unexplained: 1_200 } }));
    expect(segment).toMatchObject({ level: 'needs-person', lead: 'difference 1,200' });
    expect(segment.spoken).not.toMatch(/\d/);
  });

  it.each([
    [{ silent: 0, unusual: 0, blindRules: 0 }, '', 'Sources as usual', 'well'],
    [{ silent: 1, unusual: 0, blindRules: 9 }, '1 source silent', '· 9 rules blind', 'needs-person'],
    [
      { silent: 2, unusual: 1, blindRules: 0 },
      '2 sources silent, 1 source not as usual',
      '· no rule blind',
      'needs-person',
    ],
  ])('says of sources %j what follows', (sources, lead, rest, level) => {
    expect(sourcesSegment(aStatus({ sources }))).toMatchObject({ lead, rest, level });
  });

  it('does not make up a length of the queue', () => {
    expect(queueSegment(aStatus({ queue: { ok: true, detail: '', depth: null, fronts: [] } })).rest).toBe(
      'Queue not known',
    );
  });
});
