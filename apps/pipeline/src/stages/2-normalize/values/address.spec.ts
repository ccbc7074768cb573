import { placeEnd, readAddress } from './address';

describe(readAddress.name, () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    [' 2001:db8::1 ', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '::ffff:c000:201'],
    ['192.0.2.256', undefined],
    ['192.0.2.1:22', undefined],
    ['host.example', undefined],
    [1, undefined],
  ])('reads %j as %j', (value, expected) => {
    expect(readAddress(value)).toBe(expected);
  });
});

describe(placeEnd.name, () => {
  it('takes what is no address for a name, and what is neither for nothing', () => {
    expect(placeEnd('source', 'host.example')).toEqual({ 'source.domain': 'host.example' });
    expect(placeEnd('source', 'two words')).toBeUndefined();
  });
});
