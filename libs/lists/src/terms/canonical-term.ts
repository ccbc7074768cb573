import { canonicalValue } from './canonical-value';
import { canonicalNetwork } from './network';
import { compileRegexTerm } from './regex-term';
import { InvalidTerm, type TermKind } from './term';

const DOMAIN =
  /^(?=.{1,253}$)(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.)*[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u;
const DOTS_BEFORE = /^(?:\*\.|\.)/;
const CONTROL = /\p{Cc}/u;
/** What an index of PostgreSQL still takes. */
const MAX_BYTES = 2_048;

/**
 * The one form of a term, in which terms that mean the same are the same text.
 * @throws {InvalidTerm} in words that can follow "value: ".
 */
export function canonicalTerm(kind: TermKind, value: string): string {
  const key = KEYS[kind](value.trim());
  if (key === '') throw new InvalidTerm('must not be empty');
  if (CONTROL.test(key)) throw new InvalidTerm('must be one line without control characters');
  if (Buffer.byteLength(key) > MAX_BYTES) throw new InvalidTerm(`must not be longer than ${MAX_BYTES} bytes`);
  return key;
}

/** What a term most likely is, when nobody says: a network, a domain with everything below (`*.example.org`), or exact. */
export function likelyKind(value: string): TermKind {
  const trimmed = value.trim();
  if (trimmed.includes('/') && canonicalNetwork(trimmed) !== undefined) return 'cidr';
  return DOTS_BEFORE.test(trimmed) ? 'domain' : 'exact';
}

const KEYS: Readonly<Record<TermKind, (value: string) => string>> = {
  exact: canonicalValue,
  cidr: (value) => {
    const network = canonicalNetwork(value);
    if (network === undefined) throw new InvalidTerm('must be a network such as 203.0.113.0/24');
    return network;
  },
  domain: (value) => {
    const name = canonicalValue(value.replace(DOTS_BEFORE, ''));
    if (!DOMAIN.test(name)) throw new InvalidTerm('must be a domain name such as example.org');
    return name;
  },
  regex: (value) => {
    compileRegexTerm(value);
    return value;
  },
};
