import { domainToASCII } from 'node:url';

import { canonicalAddress } from '../terms/canonical-value';
import { InvalidTerm, type TermKind } from '../terms/term';

/** What a firewall or a proxy can be told to block. */
export type BlockTarget = 'addresses' | 'domains';

const LABEL = '(?!-)[a-z0-9-]{1,63}(?<!-)';
const NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);
/** Names of one part are countries and trades; nobody blocks them whole by one line. */
const FULL_NAME = new RegExp(`^(?:${LABEL}\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$`);
/** The widest networks that one entry may block. */
const SHORTEST_V4 = 8;
const SHORTEST_V6 = 16;

/** A name as it stands in the DNS, `xn--` and all; `undefined` for what is none. */
export function hostName(key: string): string | undefined {
  const name = domainToASCII(key);
  // What reads like a number becomes an address on the way.
  return NAME.test(name) && canonicalAddress(name) === undefined ? name : undefined;
}

/**
 * What a term of a block list is.
 * @param key as `canonicalTerm` makes it.
 * @throws {InvalidTerm} in words that can follow "value: ", for what cannot be blocked.
 */
export function blockTarget(kind: TermKind, key: string): BlockTarget {
  if (kind === 'regex') throw new InvalidTerm('must be an address, a network or a name; firewalls know no patterns');
  if (kind === 'cidr') return networkTarget(key);
  if (kind === 'exact' && canonicalAddress(key) !== undefined) return 'addresses';
  const name = hostName(key);
  if (name === undefined || !FULL_NAME.test(name))
    throw new InvalidTerm('must be an address, a network such as 203.0.113.0/24, or a full name such as evil.example');
  return 'domains';
}

function networkTarget(key: string): BlockTarget {
  const length = Number(key.slice(key.indexOf('/') + 1));
  const shortest = key.includes(':') ? SHORTEST_V6 : SHORTEST_V4;
  if (length < shortest) throw new InvalidTerm(`is too wide: one entry blocks a /${shortest} at most`);
  return 'addresses';
}
