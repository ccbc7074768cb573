import { BlockList, isIP } from 'node:net';

/** Names for networks people would have to look up; the same words as in `api.trustedProxies`. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};
const MAPPED = /^::ffff:(?=\d+\.)/i;
const BITS = { ipv4: 32, ipv6: 128 } as const;

/** A set of networks. An IPv4 address written as IPv6 (`::ffff:192.0.2.7`) is the IPv4 address. */
export class Networks {
  private readonly list = new BlockList();

  /**
   * @param networks CIDR, single addresses, or `loopback`, `linklocal`, `uniquelocal`.
   * @throws {RangeError} for anything else.
   */
  constructor(networks: readonly string[]) {
    for (const network of networks.flatMap((name) => NAMED[name] ?? [name])) this.add(network);
  }

  /** `false` for what is no address. */
  has(address: string): boolean {
    const family = familyOf(address);
    return family !== undefined && this.list.check(address, family);
  }

  private add(network: string): void {
    const [address = '', prefix, ...more] = network.split('/');
    const family = familyOf(address);
    const bits = family === undefined ? 0 : BITS[family];
    const length = prefix === undefined ? bits : Number(prefix);
    const isLength = /^\d+$/.test(prefix ?? '0') && length <= bits;
    if (family === undefined || !isLength || more.length > 0)
      throw new RangeError(`${network} is no network. Write it as 203.0.113.0/24 or 2001:db8::/32.`);
    this.list.addSubnet(address, length, family);
  }
}

/** Whether it is an address that can be reached from this machine only. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.has(address);
}

/** Whether {@link Networks} can be made of it. */
export function isNetwork(text: string): boolean {
  try {
    new Networks([text]);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The address as its family writes it: an IPv4 sender met on an IPv6 socket is an IPv4 sender. */
export function plainAddress(address: string): string {
  return address.replace(MAPPED, '');
}

/** The parts of a setting or header, without the empty ones. */
export function splitAtCommas(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}

const LOOPBACK = new Networks(['loopback']);
