import { canonicalName, distinguishedNameSchema } from './distinguished-name';

describe(canonicalName.name, () => {
  it.each([
    ['CN=web-1,O=Example', 'CN=web-1,O=Example'],
    ['cn = web-1 , o = Example', 'CN=web-1,O=Example'],
    ['CN=Ex\\2C Inc,C=DE', 'CN=Ex\\, Inc,C=DE'],
    ['CN=Ex\\, Inc,C=DE', 'CN=Ex\\, Inc,C=DE'],
    ['CN=M\\C3\\BCller', 'CN=Müller'],
    ['UID=7+CN=web', 'CN=web+UID=7'],
    ['CN=ends with a space\\ ', 'CN=ends with a space\\ '],
    ['CN=back\\\\slash,O=x', 'CN=back\\\\slash,O=x'],
    ['1.2.3.4=#0c0178', '1.2.3.4=#0C0178'],
    ['CN=\\#0c0178', 'CN=\\#0c0178'],
    ['emailAddress=ops@example.org,CN=100%', 'EMAILADDRESS=ops@example.org,CN=100%'],
    ['CN=a=b', 'CN=a=b'],
  ])('brings %s into the form %s, which stays as it is', (name, canonical) => {
    expect(canonicalName(name)).toBe(canonical);
    expect(canonicalName(canonical)).toBe(canonical);
  });

  it.each([
    '',
    'web',
    '=web',
    'CN=',
    'CN=web,',
    'CN=web,,O=x',
    'CN=x\\',
    'CN=\\FF',
    'CN=a\\00b',
    'C N=web',
    'CN=\ud800',
  ])('finds no name in %j', (name) => {
    expect(canonicalName(name)).toBeUndefined();
  });

  it('does not take one name for another', () => {
    const names = ['CN=a,O=b', 'CN=a\\,O=b', 'O=b,CN=a', 'CN=A,O=b', 'CN=a+O=b', 'CN=#0c0178', 'CN=\\#0c0178'];
    expect(new Set(names.map(canonicalName)).size).toBe(names.length);
  });
});

describe('a subject in a request', () => {
  it('is stored in one form, and refused when it is no name', () => {
    expect(distinguishedNameSchema.parse(' cn=web, o=x ')).toBe('CN=web,O=x');
    expect(distinguishedNameSchema.safeParse('web').success).toBe(false);
    expect(distinguishedNameSchema.safeParse(`CN=${'x'.repeat(2_000)}`).success).toBe(false);
  });
});
