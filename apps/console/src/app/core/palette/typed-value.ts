/** What a pasted value is, as far as its form tells. */
export interface TypedValue {
  readonly kind: 'address' | 'hash' | 'name';
  readonly value: string;
}

const OCTET = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = new RegExp(`^${OCTET}(\\.${OCTET}){3}$`);
const IPV6 = /^(?=.*:.*:)[0-9a-f:]{2,39}(:(\d{1,3}\.){3}\d{1,3})?$/i;
/** MD5, SHA-1, SHA-256, SHA-512. */
const HASH = /^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i;
const NAME = /^(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** Recognises addresses, hashes and names of hosts, also those made harmless as `203.0.113[.]7`. */
export function typedValue(typed: string): TypedValue | undefined {
  const value = typed.trim().replaceAll('[.]', '.').replaceAll('[:]', ':');
  if (IPV4.test(value) || IPV6.test(value)) return { kind: 'address', value };
  if (HASH.test(value)) return { kind: 'hash', value: value.toLowerCase() };
  return NAME.test(value) ? { kind: 'name', value } : undefined;
}

/** What the first sign narrows the palette to, and what is typed behind it. */
export function typedMode(typed: string): { readonly mode: 'all' | 'commands' | 'people'; readonly rest: string } {
  const text = typed.trimStart();
  if (text.startsWith('>')) return { mode: 'commands', rest: text.slice(1) };
  if (text.startsWith('@')) return { mode: 'people', rest: text.slice(1) };
  return { mode: 'all', rest: typed };
}
