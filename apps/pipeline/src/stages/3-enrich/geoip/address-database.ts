import { Reader } from '@maxmind/geoip2-node';
import { Reader as RawReader, type Response } from 'maxmind';

import { countryFacts, networkFacts, placeFacts, whenFound, type AddressSource } from './address-facts';
import { sampledAddresses } from './sampled-addresses';

/** `country` is the bundled one, which is not by MaxMind's schema. */
export type DatabaseKind = 'city' | 'asn' | 'country';

/** A database of addresses, in memory and checked. */
export interface AddressDatabase {
  /** As its maker says: `GeoLite2-City`. */
  readonly type: string;
  readonly builtAt: Date;
  readonly factsOf: AddressSource;
}

/** Addresses of which it must know something, of those it has records for. */
const LEAST_KNOWN = 0.5;

/** @throws when the bytes are no database, one of another kind, or one whose records cannot be read. */
export function readDatabase(kind: DatabaseKind, bytes: Buffer): AddressDatabase {
  const { metadata } = new RawReader(bytes);
  const { databaseType: type, buildEpoch: builtAt } = metadata;
  if (typeof type !== 'string' || Number.isNaN(builtAt.getTime())) throw new Error('it does not say what it is');
  const factsOf = sourceOf(kind, type, bytes);
  const sample = sampledAddresses(bytes, metadata);
  const known = sample.filter((address) => Object.keys(factsOf(address)).length > 0).length;
  if (known < sample.length * LEAST_KNOWN) throw new Error('its records say nothing of the addresses they are for');
  return { type, builtAt, factsOf };
}

function sourceOf(kind: DatabaseKind, type: string, bytes: Buffer): AddressSource {
  if (kind === 'country') {
    const raw = new RawReader<Response>(bytes);
    return (address) => countryFacts(raw.get(address));
  }
  const reader = Reader.openBuffer(bytes);
  if (kind === 'asn') {
    if (!type.includes('ASN')) throw new Error(`it is ${type}, not an ASN database`);
    return (address) => whenFound(() => networkFacts(reader.asn(address)));
  }
  if (type.includes('City')) return (address) => whenFound(() => placeFacts(reader.city(address)));
  if (type.includes('Country')) return (address) => whenFound(() => placeFacts(reader.country(address)));
  throw new Error(`it is ${type}, neither a City nor a Country database`);
}
