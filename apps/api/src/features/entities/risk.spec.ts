import { explainRisk, riskScore } from './risk';

const NOW = new Date('2026-11-24T12:00:00Z');
const before = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const anAlert = (number: string, severity: 'critical' | 'high', days: number) => ({
  ...{ number, title: 'Something', severity, lastAt: before(days) },
});

describe(explainRisk.name, () => {
  it('counts open alerts by severity and age, and says so', () => {
    const risk = explainRisk([anAlert('A-1', 'high', 0), anAlert('A-2', 'critical', 7)], [], { now: NOW });
    expect(risk.score).toBe(45);
    expect(risk.parts.map(({ points, alert }) => [points, alert])).toEqual([
      [25, 'A-1'],
      [20, 'A-2'],
    ]);
    expect(risk.lowers[0]).toEqual({ points: 25, what: 'Resolve A-1' });
    expect(risk.lowers).toContainEqual({ points: 22.5, what: '7 days without a new signal' });
  });

  it('counts lists of a kind once, and nothing for what says nothing of risk', () => {
    const lists = [
      ...[
        { list: 'a', kind: 'watchlist' as const },
        { list: 'b', kind: 'watchlist' as const },
      ],
      ...[
        { list: 'cmdb', kind: 'asset' as const },
        { list: 'board', kind: 'vip' as const },
      ],
    ];
    expect(explainRisk([], lists, { now: NOW })).toMatchObject({
      score: 20,
      parts: [{ list: 'a, b' }, { list: 'board' }],
    });
  });

  it('stops at 100, and is 0 without a reason', () => {
    expect(riskScore(1e9, [])).toBe(100);
    expect(explainRisk([], [], { now: NOW })).toMatchObject({ score: 0, parts: [], lowers: [] });
  });

  it('does not count an alert of the future more than one of now', () => {
    expect(explainRisk([anAlert('A-1', 'high', -900)], [], { now: NOW }).score).toBe(25);
  });
});
