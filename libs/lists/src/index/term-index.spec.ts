import { TermIndex, type IndexedTerm, type ValueKind } from './term-index';

const term = (kind: IndexedTerm['kind'], key: string, list = 0): IndexedTerm => ({
  list,
  kind,
  key,
  facts: '{"reason":"why"}',
  from: 0,
  until: Infinity,
});

function indexOf(...terms: IndexedTerm[]): TermIndex {
  const index = new TermIndex(100);
  for (const one of terms) index.put(one);
  return index;
}

const met = (index: TermIndex, kind: ValueKind, value: string) => index.termsFor(kind, value).map((one) => one.term);

describe(TermIndex.name, () => {
  it.each<[IndexedTerm, ValueKind, string]>([
    [term('exact', '2001:db8::1'), 'address', '2001:DB8:0::1'],
    [term('exact', 'mallory'), 'name', 'MALLORY'],
    [term('cidr', '198.51.100.0/22'), 'address', '198.51.103.255'],
    [term('cidr', '198.51.100.0/22'), 'address', '::ffff:198.51.103.255'],
    [term('cidr', '0.0.0.0/0'), 'address', '192.0.2.1'],
    [term('cidr', '2001:db8::/33'), 'address', '2001:db8:7fff::1'],
    [term('domain', 'evil.example'), 'host', 'a.b.Evil.example.'],
    [term('regex', '^evil-[0-9]+\\.example$'), 'host', 'EVIL-17.example'],
    [term('regex', '/gate\\.php'), 'text', 'https://a.example/x/Gate.php?id=1'],
  ])('meets %j', (wanted, kind, value) => {
    expect(met(indexOf(wanted), kind, value)).toEqual([wanted.key]);
  });

  it.each<[IndexedTerm, ValueKind, string]>([
    [term('exact', '192.0.2.1'), 'address', '192.0.2.10'],
    [term('cidr', '198.51.100.0/22'), 'address', '198.51.104.0'],
    [term('cidr', '2001:db8::/33'), 'address', '2001:db8:8000::1'],
    [term('cidr', '0.0.0.0/0'), 'address', '2001:db8::1'],
    [term('domain', 'evil.example'), 'host', 'notevil.example'],
    [term('domain', 'evil.example'), 'name', 'evil.example'],
    [term('regex', '^evil-[0-9]+$'), 'host', 'evil-x'],
    [term('exact', ''), 'name', ''],
  ])('does not meet %j', (other, kind, value) => {
    expect(met(indexOf(other), kind, value)).toEqual([]);
  });

  it('names the most specific first', () => {
    const index = indexOf(
      term('cidr', '192.0.2.0/24'),
      term('exact', '192.0.2.17'),
      term('cidr', '192.0.2.16/28'),
      term('cidr', '192.0.0.0/8'),
    );
    expect(met(index, 'address', '192.0.2.17')).toEqual(['192.0.2.17', '192.0.2.16/28', '192.0.2.0/24', '192.0.0.0/8']);
  });

  it('keeps a term of several lists apart, and replaces within one', () => {
    const index = indexOf(term('exact', 'eve', 1), term('exact', 'eve', 2));
    index.put({ ...term('exact', 'eve', 2), facts: '{"reason":"new"}', until: 5 });
    expect(index.termsFor('name', 'eve').map(({ list, facts, until }) => [list, facts['reason'], until])).toEqual([
      [1, 'why', Infinity],
      [2, 'new', 5],
    ]);
    expect(index.size).toBe(2);
  });

  it.each(['exact', 'cidr', 'domain', 'regex'] as const)('lets a term of kind %s go', (kind) => {
    const key = { exact: '192.0.2.1', cidr: '192.0.2.0/24', domain: 'evil.example', regex: 'evil' }[kind];
    const index = indexOf(term(kind, key, 1), term(kind, key, 2));
    index.remove(1, kind, key);
    index.remove(3, kind, key);
    expect(index.size).toBe(1);
    const found = [...index.termsFor('address', '192.0.2.1'), ...index.termsFor('host', 'evil.example')];
    expect(found.map(({ list }) => list)).toEqual([2]);
  });

  it('does not try many patterns that are much alike on every value', () => {
    const index = indexOf();
    for (let n = 0; n < 2_000; n += 1) index.put(term('regex', `^host-${n}-[0-9]+\\.(evil|bad)\\.example$`));
    const startedAt = performance.now();
    for (let n = 0; n < 2_000; n += 1) index.termsFor('text', `https://www.shop-${n}.example/host-/path`);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(met(index, 'text', 'host-1999-7.bad.example')).toEqual(['^host-1999-[0-9]+\\.(evil|bad)\\.example$']);
  });

  it('takes so many patterns and no more', () => {
    const index = indexOf();
    for (let n = 0; n < 10_000; n += 1) index.put(term('regex', `evil${n}`));
    expect(() => index.put(term('regex', 'one more'))).toThrow('more than 10000');
    index.put(term('regex', 'evil7'));
    expect(index.size).toBe(10_000);
  });

  it('answers anew when told to forget', () => {
    const index = indexOf();
    expect(met(index, 'name', 'eve')).toEqual([]);
    index.put(term('exact', 'eve'));
    expect(met(index, 'name', 'eve')).toEqual([]);
    index.forgetAnswers();
    expect(met(index, 'name', 'eve')).toEqual(['eve']);
  });

  it('sweeps out what is over, step by step', () => {
    const index = indexOf(term('regex', 'evil', 1), term('cidr', '192.0.2.0/24', 1));
    for (let n = 0; n < 50_000; n += 1) index.put(term('exact', `host-${n}`, n % 2));
    const steps = [...index.sweep((list) => list === 1)];
    expect(steps.length).toBeGreaterThan(3);
    expect(index.size).toBe(25_000);
    expect([met(index, 'name', 'host-2'), met(index, 'name', 'host-3')]).toEqual([['host-2'], []]);
  });

  it('uses the room of terms that are gone again', () => {
    const index = indexOf();
    const fill = () => {
      for (let n = 0; n < 20_000; n += 1) index.put({ ...term('exact', `host-${n}`), facts: `{"n":${n}}` });
    };
    fill();
    const full = index.bytes;
    for (let round = 0; round < 5; round += 1) fill();
    for (let n = 0; n < 20_000; n += 1) index.remove(0, 'exact', `host-${n}`);
    fill();
    expect([index.size, index.bytes]).toEqual([20_000, full]);
    expect(index.termsFor('name', 'host-19999')[0]?.facts).toEqual({ n: 19_999 });
  });
});
