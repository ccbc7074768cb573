import { endFields, type Fields } from '../../values/end';

const INET = '0200';
const INET6 = '0A00';

/** The other end of a connection from the address a call was given, as the kernel writes it: its bytes in hex. */
export function socketFields(saddr: string | undefined): Fields {
  if (saddr === undefined || !/^(?:[0-9A-F]{2}){8,128}$/.test(saddr)) return {};
  const family = saddr.slice(0, 4);
  const port = parseInt(saddr.slice(4, 8), 16);
  if (family === INET) return endFields('destination', bytesOf(saddr.slice(8, 16)).join('.'), port);
  if (family !== INET6 || saddr.length < 48) return {};
  const groups = saddr.slice(16, 48).match(/.{4}/g) ?? [];
  return endFields('destination', shortened(groups.map((group) => parseInt(group, 16).toString(16))), port);
}

function bytesOf(hex: string): number[] {
  return [...Buffer.from(hex, 'hex')];
}

/** `2001:db8::7`: the longest run of zeros is left out. */
function shortened(groups: readonly string[]): string {
  const runs = groups.join(':').match(/(?<![^:])0(?::0)+(?![^:])/g) ?? [];
  const longest = [...runs].sort((a, b) => b.length - a.length)[0];
  if (longest === undefined) return groups.join(':');
  const [before = '', after = ''] = `:${groups.join(':')}:`.split(`:${longest}:`, 2);
  return `${before.slice(1)}::${after.slice(0, -1)}`;
}
