import { isIP } from 'node:net';

import type { IndicatorType } from '@tocsin/api-contract';

const HEX_TYPES: Readonly<Record<number, IndicatorType>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' };
const DOMAIN = /^(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+(xn--[a-z0-9-]{2,59}|[a-z]{2,63})$/i;

/** In order: the first that fits says what a value is. */
const PATTERNS: readonly (readonly [IndicatorType, RegExp])[] = [
  ['url', /^[a-z][a-z0-9+.-]{1,20}:\/\/\S+$/i],
  ['cve', /^cve-\d{4}-\d{4,7}$/i],
  ['mac', /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i],
  ['asn', /^as\d{1,10}$/i],
  ['email', /^[^\s@\\/]{1,64}@[^\s@]+\.[a-z0-9-]{2,63}$/i],
  ['registry_key', /^(HKEY_[A-Z_]+|HK(LM|CU|CR|U|CC))(\\|$)/i],
  ['file_path', /^([a-z]:\\|\\\\[^\\]+\\|\/[^/\s]+\/|~\/)/i],
  ['bitcoin', /^(bc1[a-z0-9]{25,62}|[13][1-9A-HJ-NP-Za-km-z]{25,34})$/],
  ['user', /^[a-z0-9._-]{1,64}\\[^\s\\]{1,104}$/i],
];

/** Undoes how people write what must not become a link: `hxxp://`, `[.]`, `(at)`. */
export function refang(value: string): string {
  return value
    .replaceAll(/\[\.\]|\(\.\)|\[dot\]|\(dot\)/gi, '.')
    .replaceAll(/\[:\]/g, ':')
    .replaceAll(/\[@\]|\(at\)|\[at\]/gi, '@')
    .replace(/^h(xx|\*\*)p(s?)(?=:|\[:)/i, 'http$2');
}

/** What a value is, as far as its form says. */
export function indicatorType(value: string): IndicatorType {
  const version = isIP(value);
  if (version !== 0) return version === 4 ? 'ipv4' : 'ipv6';
  if (isCidr(value)) return 'cidr';
  if (/^[0-9a-f]+$/i.test(value)) return HEX_TYPES[value.length] ?? 'other';
  const found = PATTERNS.find(([, pattern]) => pattern.test(value));
  if (found !== undefined) return found[0];
  if (FILE.test(value)) return 'file_name';
  return DOMAIN.test(value) ? 'domain' : 'other';
}

/** Names of files look like domains; these ends are no top-level domains anybody meets. */
const FILE =
  /^[^\\/:*?"<>|]{1,200}\.(exe|dll|sys|bat|cmd|ps1|vbs|js|jse|hta|lnk|iso|img|docx?|docm|xlsx?|xlsm|pptx?|pdf|rtf|zip|rar|7z|tar|gz|jar|apk|elf|so|sh|py|msi|scr)$/i;

function isCidr(value: string): boolean {
  const [address = '', bits = '', ...rest] = value.split('/');
  const version = isIP(address);
  return rest.length === 0 && version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}
