import ipaddr from 'ipaddr.js';

/** What every address begins with and few names do: spares names the costly look for an address. */
const ADDRESS_LIKE = /^[0-9a-f:][0-9a-f:.]*$/i;
const DOT = 0x2e;
const ZERO = 0x30;

/** Whether this is an IPv4 address as everybody writes it; spares nearly all of them the costly way. */
export function isPlainIpv4(text: string): boolean {
  if (text.length < 7 || text.length > 15) return false;
  let [parts, part, digits] = [1, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (digits === 0) return false;
      [parts, part, digits] = [parts + 1, 0, 0];
    } else {
      if (code < ZERO || code > ZERO + 9 || (digits > 0 && part === 0)) return false;
      part = part * 10 + code - ZERO;
      digits += 1;
      if (part > 255) return false;
    }
  }
  return parts === 4 && digits > 0;
}

/** The address in its one form, IPv4 inside IPv6 as IPv4; `undefined` for anything else. */
export function canonicalAddress(value: string): string | undefined {
  if (isPlainIpv4(value)) return value;
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
