import { blockedBy, whoisOf } from './value-forms';

describe('who holds a value', () => {
  it.each(['203.0.113.7', '2001:db8::7', 'mail.example.net'])('can be looked up for %s', (value) => {
    expect(whoisOf(value)).toContain(encodeURIComponent(value));
  });

  it.each([
    '10.1.2.3',
    '192.168.0.9',
    '172.16.0.1',
    '100.64.1.1',
    '::1',
    'fd00::7',
    'root',
    'evil.exe',
    '<b>x.y</b>',
    '999.1.1.1',
    '',
  ])('is nobody’s business outside for %j', (value) => expect(whoisOf(value)).toBeUndefined());
});

describe('what a block would refuse', () => {
  it.each([
    ['203.0.113.7', '1 address'],
    ['203.0.113.0/24', '256 addresses'],
    ['10.0.0.0/0', '4,294,967,296 addresses'],
    ['2001:db8::/32', '2^96 addresses'],
    ['evil.example', 'this name'],
  ])('is said for %s', (value, words) => expect(blockedBy(value)).toBe(words));

  it.each(['root', '203.0.113.0/33', 'a b', '/24'])('is nothing for %j', (value) =>
    expect(blockedBy(value)).toBeUndefined(),
  );
});
