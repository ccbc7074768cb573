import ipaddr from 'ipaddr.js';

/** What every address begins with and few names do: spares names the costly look for an address. */
const ADDRESS_LIKE = /^[0-9a-f:][0-9a-f:.]*$/i;

/** The address in its one form, IPv4 inside IPv6 as IPv4; `undefined` for anything else. */
export function canonicalAddress(value: string): string | undefined {
  if (!ADDRESS_LIKE.test(value) || !ipaddr.isValid(value)) return undefined;
  const address = ipaddr.process(value);
  // 127.1 and 2130706433 are addresses to a C library and numbers to everybody else.
  if (address.kind() === 'ipv4' && !ipaddr.IPv4.isValidFourPartDecimal(value) && !value.includes(':')) return undefined;
  return address.toString();
}

/** One form for what means the same: addresses as they are canonically written, names in lower case without the last dot. */
export function canonicalValue(value: string): string {
  const trimmed = value.trim();
  const address = canonicalAddress(trimmed);
  if (address !== undefined) return address;
  const lower = trimmed.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}
