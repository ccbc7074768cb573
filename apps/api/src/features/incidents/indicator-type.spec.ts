import { indicatorType, refang } from './indicator-type';

describe(indicatorType.name, () => {
  it.each([
    ['203.0.113.7', 'ipv4'],
    ['2001:db8::1', 'ipv6'],
    ['203.0.113.0/24', 'cidr'],
    ['2001:db8::/32', 'cidr'],
    ['203.0.113.0/33', 'other'],
    ['cdn-sync.example.net', 'domain'],
    ['xn--bcher-kva.example', 'domain'],
    ['_dmarc.example.org', 'domain'],
    ['https://example.org/a?b=c', 'url'],
    ['ap@invoices.example.net', 'email'],
    ['d41d8cd98f00b204e9800998ecf8427e', 'md5'],
    ['da39a3ee5e6b4b0d3255bfef95601890afd80709', 'sha1'],
    ['E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855', 'sha256'],
    ['0'.repeat(128), 'sha512'],
    ['abcdef', 'other'],
    ['CVE-2026-12345', 'cve'],
    ['00:1b:44:11:3a:b7', 'mac'],
    ['AS64496', 'asn'],
    ['HKLM\\Software\\Run', 'registry_key'],
    ['C:\\Users\\Public\\a.exe', 'file_path'],
    ['\\\\server\\share\\a.txt', 'file_path'],
    ['/etc/passwd', 'file_path'],
    ['invoice_2211.docm', 'file_name'],
    ['CORP\\t.hawthorn', 'user'],
    ['just words', 'other'],
    ['😀', 'other'],
  ])('takes %s for %s', (value, type) => {
    expect(indicatorType(value)).toBe(type);
  });

  it('is done at once with what is made to take long', () => {
    const started = performance.now();
    for (const piece of ['a.', 'a-', '[.]', 'AA:', '\\a', '@a.']) indicatorType(piece.repeat(1_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe(refang.name, () => {
  it.each([
    ['hxxps://evil[.]example/x', 'https://evil.example/x'],
    ['hXXp[:]//a(dot)example', 'http://a.example'],
    ['203[.]0[.]113[.]7', '203.0.113.7'],
    ['ap[@]invoices.example', 'ap@invoices.example'],
    ['plain.example', 'plain.example'],
  ])('makes of %s %s', (written, meant) => {
    expect(refang(written)).toBe(meant);
  });
});
