import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

import type { WatchlistTerm } from './watchlists';

type Terms = readonly WatchlistTerm[];

const NONE: Terms = [];

/** What a value is decides which terms it can meet. */
export type ValueKind = 'address' | 'host' | 'other';

/** Answers which terms a value meets, in time that does not grow with the lists. */
export class WatchlistIndex {
  private readonly exact = new Map<string, WatchlistTerm[]>();
  private readonly domains = new Map<string, WatchlistTerm[]>();
  /** By prefix length, then by network. */
  private readonly networks = new Map<number, Map<string, WatchlistTerm[]>>();
  private readonly answers: LRUCache<string, Terms>;
  readonly size: number;

  constructor(terms: Terms, cacheEntries: number) {
    this.answers = new LRUCache({ max: cacheEntries });
    this.size = terms.length;
    for (const term of terms) this.add(term);
  }

  termsFor(kind: ValueKind, value: string): Terms {
    const key = `${kind} ${value}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const found = this.look(kind, value);
    this.answers.set(key, found);
    return found;
  }

  private add(term: WatchlistTerm): void {
    if (term.kind === 'exact') push(this.exact, nameOf(term.value), term);
    else if (term.kind === 'domain') push(this.domains, nameOf(term.value).replace(/^\*?\./, ''), term);
    else if (ipaddr.isValidCIDR(term.value)) {
      const [network, length] = ipaddr.parseCIDR(term.value);
      const bits = network.kind() === 'ipv4' ? length + 96 : length;
      const byNetwork = this.networks.get(bits) ?? new Map<string, WatchlistTerm[]>();
      push(byNetwork, networkOf(bytesOf(network), bits), term);
      this.networks.set(bits, byNetwork);
    }
  }

  private look(kind: ValueKind, value: string): Terms {
    const name = nameOf(value);
    const found = [...(this.exact.get(name) ?? NONE)];
    if (kind === 'address') found.push(...this.networksOf(value));
    if (kind === 'host') found.push(...this.domainsOf(name));
    return found.length === 0 ? NONE : found;
  }

  private networksOf(address: string): WatchlistTerm[] {
    if (this.networks.size === 0 || !ipaddr.isValid(address)) return [];
    const bytes = bytesOf(ipaddr.parse(address));
    return [...this.networks].flatMap(([bits, byNetwork]) => byNetwork.get(networkOf(bytes, bits)) ?? []);
  }

  private domainsOf(name: string): WatchlistTerm[] {
    const found: WatchlistTerm[] = [];
    if (this.domains.size === 0) return found;
    for (let rest = name; rest !== ''; rest = rest.includes('.') ? rest.slice(rest.indexOf('.') + 1) : '')
      found.push(...(this.domains.get(rest) ?? NONE));
    return found;
  }
}

function push(into: Map<string, WatchlistTerm[]>, key: string, term: WatchlistTerm): void {
  const there = into.get(key);
  if (there === undefined) into.set(key, [term]);
  else there.push(term);
}

/** One form for what means the same: addresses as they are canonically written, names in lower case without the last dot. */
function nameOf(value: string): string {
  const trimmed = value.trim();
  if (ipaddr.isValid(trimmed)) return ipaddr.process(trimmed).toString();
  return trimmed.toLowerCase().replace(/\.$/, '');
}

/** Sixteen bytes, IPv4 as its mapped IPv6 address, so that both share one table. */
function bytesOf(address: ipaddr.IPv4 | ipaddr.IPv6): number[] {
  return (address.kind() === 'ipv4' ? (address as ipaddr.IPv4).toIPv4MappedAddress() : address).toByteArray();
}

function networkOf(bytes: readonly number[], bits: number): string {
  return bytes
    .map((byte, position) => {
      const kept = Math.max(0, Math.min(8, bits - position * 8));
      return byte & (0xff << (8 - kept)) & 0xff;
    })
    .join('.');
}
