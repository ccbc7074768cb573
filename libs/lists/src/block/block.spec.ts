import { canonicalTerm, likelyKind } from '../terms/canonical-term';
import { addressRange, networksOf } from './address-range';
import { BlockGuard } from './block-guard';
import { blockTarget } from './block-target';

const termOf = (value: string) => {
  const kind = likelyKind(value);
  return { kind, key: canonicalTerm(kind, value) };
};
const collapsed = (...values: string[]) => networksOf(values.flatMap((value) => addressRange(value) ?? []));

describe('networks', () => {
  it.each([
    [['203.0.113.7', '203.0.113.0/24', '203.0.113.7'], ['203.0.113.0/24']],
    [['10.0.0.0/25', '10.0.0.128/25'], ['10.0.0.0/24']],
    [
      ['10.0.0.1', '10.0.0.2'],
      ['10.0.0.1/32', '10.0.0.2/32'],
    ],
    [
      ['2001:db8::1', '192.0.2.1', '2001:db8::/64'],
      ['192.0.2.1/32', '2001:db8::/64'],
    ],
    [
      ['255.255.255.255', '::1:0:0:0'],
      ['255.255.255.255/32', '::1:0:0:0/128'],
    ],
    [['::ffff:192.0.2.0/120'], ['192.0.2.0/24']],
  ])('of %j are %j', (given, expected) => {
    expect(collapsed(...given)).toEqual(expected);
  });

  it('hold the same addresses as what they were made of, whatever that was', () => {
    for (let round = 0; round < 40; round += 1) {
      const given = Array.from({ length: 12 }, (_, n) => {
        const random = (round * 7_919 + n * 104_729) >>> 0;
        return `10.0.0.${random % 256}/${24 + (random % 9)}`;
      });
      const ranges = collapsed(...given).map((text) => addressRange(text));
      const isIn = (of: readonly ({ first: bigint; last: bigint } | undefined)[], at: bigint) =>
        of.some((range) => range !== undefined && range.first <= at && at <= range.last);
      const before = given.map((text) => addressRange(text));
      const zero = addressRange('10.0.0.0')?.first ?? 0n;
      for (let at = 0n; at < 256n; at += 1n) expect(isIn(ranges, zero + at)).toBe(isIn(before, zero + at));
      expect(new Set(collapsed(...given)).size).toBe(ranges.length);
    }
  });
});

describe(BlockGuard.name, () => {
  const guard = new BlockGuard(
    ['10.0.0.0/8', '10.1.0.0/16', '198.51.100.53', 'www.example.org', '*.corp.example'].map(termOf),
  );

  it.each([
    ['10.2.3.4', '10.0.0.0/8'],
    ['10.0.0.0/9', '10.0.0.0/8'],
    ['198.51.100.0/24', '198.51.100.53'],
    ['198.51.100.54', undefined],
    ['11.0.0.0/8', undefined],
    ['::/16', '10.0.0.0/8'],
    ['www.example.org', 'www.example.org'],
    ['example.org', 'www.example.org'],
    ['*.example.org', 'www.example.org'],
    ['a.www.example.org', undefined],
    ['mail.corp.example', 'corp.example'],
    ['evil.example', undefined],
    ['xcorp.example', undefined],
  ])('has against %s: %s', (value, allowed) => {
    const found = guard.against(termOf(value));
    if (value === '::/16') expect(found).toBeDefined();
    else expect(found).toBe(allowed);
  });
});

describe(blockTarget.name, () => {
  it.each([
    ['203.0.113.7', 'addresses'],
    ['2001:db8::/32', 'addresses'],
    ['evil.example', 'domains'],
    ['*.evil.example', 'domains'],
    ['bücher.example', 'domains'],
  ])('takes %s as %s', (value, target) => {
    const { kind, key } = termOf(value);
    expect(blockTarget(kind, key)).toBe(target);
  });

  it.each([
    '0.0.0.0/0',
    '::/8',
    'com',
    '*.com',
    'mallory',
    'a b.example',
    'http://evil.example/',
    '-a.example',
    '1.2.3',
  ])('refuses %s', (value) => {
    const { kind, key } = termOf(value);
    expect(() => blockTarget(kind, key)).toThrow();
  });
});
