import { Networks, splitAtCommas } from './networks';

describe(Networks.name, () => {
  it.each([
    ['203.0.113.0/24', '203.0.113.9', '203.0.114.9'],
    ['203.0.113.7/24', '203.0.113.9', '203.0.114.9'],
    ['192.0.2.7', '192.0.2.7', '192.0.2.8'],
    ['0.0.0.0/0', '8.8.8.8', '2001:db8::1'],
    ['2001:db8::/32', '2001:db8:ffff::1', '2001:db9::1'],
    ['2001:db8::1', '2001:db8:0:0::1', '2001:db8::2'],
    ['203.0.113.0/24', '::ffff:203.0.113.9', '::ffff:203.0.114.9'],
    ['203.0.113.0/24', '::ffff:cb00:7109', '::ffff:cb00:7209'],
    ['loopback', '127.0.0.53', '10.0.0.1'],
    ['loopback', '::1', 'fe80::1'],
    ['linklocal', 'fe80::1%eth0', 'fec0::1'],
    ['uniquelocal', '172.31.255.255', '172.32.0.0'],
    ['uniquelocal', 'fd00::1', '2001:db8::1'],
  ])('%s holds %s and not %s', (network, inside, outside) => {
    const networks = new Networks([network]);
    expect([networks.has(inside), networks.has(outside)]).toEqual([true, false]);
  });

  it.each(['', 'unknown', '203.0.113', '203.0.113.7:443', "' OR 1", '::ffff:203.0.113.9.1'])(
    'does not hold %j',
    (text) => {
      expect(new Networks(['0.0.0.0/0', '::/0']).has(text)).toBe(false);
    },
  );

  it('holds nothing when it is empty', () => {
    expect(new Networks([]).has('127.0.0.1')).toBe(false);
  });

  it.each([
    '203.0.113.0/33',
    '2001:db8::/129',
    '203.0.113.0/',
    '203.0.113.0/-1',
    '203.0.113.0/8/8',
    'example.org',
    'x/8',
  ])('is not made of %s', (network) => {
    expect(() => new Networks([network])).toThrow(`${network} is no network`);
  });
});

describe(splitAtCommas.name, () => {
  it('leaves out what is empty', () => {
    expect(splitAtCommas(' loopback,, 10.0.0.0/8 ,')).toEqual(['loopback', '10.0.0.0/8']);
  });
});
