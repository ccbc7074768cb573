import { networksBetween } from './address-range';

const between = (from: string | undefined, to: string | undefined) =>
  networksBetween({
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    excludesFrom: false,
    excludesTo: false,
  });

describe(networksBetween.name, () => {
  it('finds the fewest networks with exactly those addresses', () => {
    expect(between('10.0.0.1', '10.0.0.9')).toEqual(['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/30', '10.0.0.8/31']);
    expect(between('10.0.0.0', '10.0.1.255')).toEqual(['10.0.0.0/23']);
    expect(between('fe80::1', 'fe80::3')).toEqual(['fe80::1/128', 'fe80::2/127']);
  });

  it('goes to the end of the family where an end is absent', () => {
    expect(between('128.0.0.0', undefined)).toEqual(['128.0.0.0/1']);
    expect(between(undefined, '255.255.255.255')).toEqual(['0.0.0.0/0']);
    expect(between('8000::', undefined)).toEqual(['8000::/1']);
  });

  it('leaves excluded ends out, and finds nothing where nothing is left', () => {
    expect(networksBetween({ from: '10.0.0.0', to: '10.0.0.2', excludesFrom: true, excludesTo: true })).toEqual([
      '10.0.0.1/32',
    ]);
    expect(networksBetween({ from: '10.0.0.1', to: '10.0.0.2', excludesFrom: true, excludesTo: true })).toEqual([]);
    expect(networksBetween({ from: '255.255.255.255', excludesFrom: true, excludesTo: false })).toEqual([]);
    expect(networksBetween({ to: '::', excludesFrom: false, excludesTo: true })).toEqual([]);
    expect(between('10.0.0.2', '10.0.0.1')).toEqual([]);
  });

  it('needs as many networks as the bits make it', () => {
    expect(between('0.0.0.1', '255.255.255.254')).toHaveLength(62);
    expect(between('::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe')?.length).toBeLessThanOrEqual(254);
  });

  it('takes addresses of one family only, and IPv4 within IPv6 as IPv4', () => {
    expect(between('10.0.0.1', '::1')).toBeUndefined();
    expect(between('10.0.0.1', 'host')).toBeUndefined();
    expect(between(undefined, undefined)).toBeUndefined();
    expect(between('::ffff:10.0.0.1', '10.0.0.1')).toEqual(['10.0.0.1/32']);
    expect(between('::fffe:ffff:ffff', '::1:0:0:0')).not.toContain('::ffff:0:0/96');
  });
});
