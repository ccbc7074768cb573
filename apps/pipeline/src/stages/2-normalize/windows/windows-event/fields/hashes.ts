import { said, type Patch } from './values';

export type HashFields = ReadonlyMap<string, string>;

const HEX = /^[\da-f]{32,64}$/i;
const NOTHING = /^0+$/;

/** Fields of the hashes that Sysmon names. */
export function hashFields(prefix: string, hasHeader: boolean): HashFields {
  return new Map([
    ['MD5', `${prefix}.hash.md5`],
    ['SHA1', `${prefix}.hash.sha1`],
    ['SHA256', `${prefix}.hash.sha256`],
    ...(hasHeader ? [['IMPHASH', `${prefix}.pe.imphash`] as const] : []),
  ]);
}

/** Sysmon's `MD5=…,SHA256=…,IMPHASH=…`, in lower case as everybody else writes hashes. */
export function setHashes(patch: Patch, fields: HashFields, value: unknown): void {
  for (const one of (said(value) ?? '').slice(0, 1_000).split(',')) {
    const at = one.indexOf('=');
    const field = at < 0 ? undefined : fields.get(one.slice(0, at).trim().toUpperCase());
    const hash = one.slice(at + 1).trim();
    if (field !== undefined && HEX.test(hash) && !NOTHING.test(hash)) patch[field] = hash.toLowerCase();
  }
}
