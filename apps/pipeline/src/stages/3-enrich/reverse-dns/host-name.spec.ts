import { hostName } from './host-name';

const label = 'a'.repeat(63);
const longest = `${label}.${label}.${label}.${'b'.repeat(61)}`;

describe(hostName.name, () => {
  it.each([
    ['Web-1.Corp.Example.', 'web-1.corp.example'],
    ['web1', 'web1'],
    ['_printer.corp', '_printer.corp'],
    [longest, longest],
  ])('takes %s', (text, name) => expect(hostName(text)).toBe(name));

  it.each([
    '',
    '.',
    'a..b',
    '-a.example',
    'a-.example',
    '10.0.0.7',
    '7',
    'a b',
    '<b>',
    `${longest}b`,
    `${label}a.example`,
  ])('refuses %s', (text) => expect(hostName(text)).toBeUndefined());
});
