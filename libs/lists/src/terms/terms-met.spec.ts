import { termsMetBy } from './terms-met';

const keys = (value: string, kind: string) =>
  termsMetBy(value).flatMap((term) => (term.kind === kind ? [term.key] : []));

describe(termsMetBy.name, () => {
  it('names every network of an address', () => {
    expect(keys('203.0.113.7', 'cidr')).toHaveLength(33);
    expect(keys('203.0.113.7', 'cidr')).toEqual(
      expect.arrayContaining(['0.0.0.0/0', '203.0.113.0/24', '203.0.113.7/32']),
    );
    expect(keys('2001:DB8::7', 'cidr')).toHaveLength(129);
  });

  it('names every network that holds a network', () => {
    expect(keys('203.0.113.0/24', 'cidr').at(-1)).toBe('203.0.113.0/24');
  });

  it('names a host and everything above it', () => {
    expect(keys('A.Evil.Example.', 'domain')).toEqual(['a.evil.example', 'evil.example', 'example']);
  });

  it.each(['', '.', 'x'.repeat(5_000), '1.2.3', '////', '\u{1f600}'])('takes anything: %s', (value) => {
    expect(() => termsMetBy(value)).not.toThrow();
  });
});
