import { canonicalTerm, likelyKind } from './canonical-term';
import { fixedTexts } from './fixed-text';
import { InvalidTerm, type TermKind } from './term';

describe(canonicalTerm.name, () => {
  it.each<[TermKind, string, string]>([
    ['exact', ' Mallory ', 'mallory'],
    ['exact', '2001:DB8:0::1', '2001:db8::1'],
    ['exact', '::ffff:198.51.100.7', '198.51.100.7'],
    ['exact', '1234', '1234'],
    ['exact', '192.0.2', '192.0.2'],
    ['exact', '192.0.2.256', '192.0.2.256'],
    ['exact', '192.0.2.1.', '192.0.2.1'],
    ['exact', '192..0.2.1', '192..0.2.1'],
    ['exact', 'EVIL.example.', 'evil.example'],
    ['exact', 'https://evil.example/Path', 'https://evil.example/path'],
    ['cidr', '198.51.100.77/24', '198.51.100.0/24'],
    ['cidr', '2001:DB8::5/33', '2001:db8::/33'],
    ['domain', '*.Evil.Example', 'evil.example'],
    ['domain', '.evil.example', 'evil.example'],
    ['domain', 'bücher.example', 'bücher.example'],
    ['regex', '^evil[0-9]+', '^evil[0-9]+'],
  ])('of %s %s is %s', (kind, value, key) => {
    expect(canonicalTerm(kind, value)).toBe(key);
  });

  it.each<[TermKind, string, string]>([
    ['exact', '  ', 'empty'],
    ['exact', 'a\u0007b', 'control characters'],
    ['exact', 'ü'.repeat(1_100), 'longer than'],
    ['cidr', '198.51.100.0', 'network'],
    ['cidr', '198.51.100.0/33', 'network'],
    ['domain', 'no domain', 'domain name'],
    ['regex', '(?=x)evil', 'character 0'],
    ['regex', '\\d{4}', 'fixed characters'],
    ['regex', 'evil|.*', 'fixed characters'],
    ['regex', `evil(${'a{0,99}'.repeat(99)}){0,99}`, ''],
  ])('refuses %s %s', (kind, value, reason) => {
    expect(() => canonicalTerm(kind, value)).toThrow(InvalidTerm);
    expect(() => canonicalTerm(kind, value)).toThrow(reason);
  });

  it('says where a pattern is broken', () => {
    const position = (pattern: string) => {
      try {
        canonicalTerm('regex', pattern);
      } catch (error) {
        return error instanceof InvalidTerm ? error.position : error;
      }
      return 'none';
    };
    expect([position('evil(a'), position('evil[b-'), position('evil**x')]).toEqual([6, 4, 4]);
  });
});

describe(likelyKind.name, () => {
  it.each([
    ['198.51.100.0/24', 'cidr'],
    ['https://evil.example/', 'exact'],
    ['*.evil.example', 'domain'],
    ['evil.example', 'exact'],
  ])('takes %s for %s', (value, kind) => {
    expect(likelyKind(value)).toBe(kind);
  });
});

describe(fixedTexts.name, () => {
  it.each([
    ['^evil\\.example$', ['evil.example']],
    ['ab+cdef', ['ab', 'cdef']],
    ['abcd?e', ['abc', 'e']],
    ['abc{2}defgh', ['ab', 'defgh']],
    ['a{x', ['a{x']],
    ['(abc|def)gh', ['gh']],
    ['[abc]{3}\\d-EVIL', ['-evil']],
    ['[]abc]x[[:alpha:]]yz', ['x', 'yz']],
    ['abc|def', []],
    ['(?i)abc', ['abc']],
    ['abc\\x41bc', []],
    ['\\Qa*b\\E', []],
    ['abc\\bdef\\w', ['abc', 'def']],
    ['caf\u00e9s?bar', ['caf', 'bar']],
  ])('of %s are %j', (pattern, texts) => {
    expect(fixedTexts(pattern)).toEqual(texts);
  });
});
