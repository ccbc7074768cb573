import { attacks, ordinaryTraffic } from './scenes';

const at = new Date('2026-11-24T10:00:00Z');
const half = (): number => 0.5;

describe('demo scenes', () => {
  it('gives as many ordinary events a second as asked, each with a time, a host and a line', () => {
    const events = ordinaryTraffic(half, at, 8);
    expect(events).toHaveLength(8);
    for (const event of events) {
      expect(event).toMatchObject({ timestamp: at.toISOString() });
      expect(event['hostname']).toMatch(/^[a-z]+-/);
      expect(event['summary']).not.toBe('');
    }
  });

  it('guesses one password often enough to be noticed, then succeeds from the same address', () => {
    const guessing = attacks[0]?.seconds(half).flatMap((second) => second(at)) ?? [];
    const failures = guessing.filter((event) => String(event['summary']).startsWith('Failed password'));
    expect(failures.length).toBeGreaterThanOrEqual(10);
    expect(guessing.at(-1)?.['summary']).toMatch(/^Accepted password for root from 198\.51\.100\./);
  });

  it('accuses nobody real: attackers have addresses reserved for documentation', () => {
    const text = JSON.stringify(attacks.flatMap((attack) => attack.seconds(half).flatMap((second) => second(at))));
    const addresses = text.match(/\d+\.\d+\.\d+\.\d+/g) ?? [];
    for (const address of addresses) expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./);
  });
});
