import { BlockList, isIP, isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(?=\d+\.)/i;

/** The address as its family writes it: an IPv4 sender met on an IPv6 socket is an IPv4 sender. */
export function plainAddress(address: string): string {
  return address.replace(MAPPED, '');
}

export function isLoopback(address: string): boolean {
  return LOOPBACK.check(address, familyOf(address));
}

/** Whether a text is an address or a network, `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = isIP(address) === 6 ? 128 : 32;
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
  return isIP(address) !== 0 && isPrefix && more.length === 0;
}

/** Who may send. */
export class Networks {
  private readonly list = new BlockList();

  /** @param networks as {@link isNetwork} knows them; `undefined` allows everyone. */
  constructor(private readonly networks: readonly string[] | undefined) {
    for (const network of networks ?? []) {
      const [address = '', prefix = isIPv6(network) ? '128' : '32'] = network.split('/');
      this.list.addSubnet(address, Number(prefix), familyOf(address));
    }
  }

  /** @param address as {@link plainAddress} gives it. */
  has(address: string): boolean {
    return this.networks === undefined || this.list.check(address, familyOf(address));
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
