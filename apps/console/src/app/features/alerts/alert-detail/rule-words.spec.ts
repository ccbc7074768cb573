import { attackTags, safeLink } from './rule-words';

describe('what a rule says of itself', () => {
  it('names techniques as ATT&CK does and leaves other tags out', () => {
    expect(
      attackTags(['attack.t1110.003', 'attack.credential-access', 'cve.2024-1', 'detection.threat-hunting']),
    ).toEqual(['T1110.003', 'Credential access']);
  });

  it('links plain web addresses', () => {
    expect(safeLink('https://attack.mitre.org/techniques/T1110/')).toBe('https://attack.mitre.org/techniques/T1110/');
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'RFC 4253',
    'https://',
    'see https://a.example',
    '//a.example',
    'file:///etc',
  ])('does not link %s', (reference) => expect(safeLink(reference)).toBeUndefined());
});
