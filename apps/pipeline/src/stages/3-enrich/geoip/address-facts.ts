import { AddressNotFoundError, type Asn, type City, type Country } from '@maxmind/geoip2-node';
import type { FieldValue } from '@tocsin/event-model';

/** What is known of an address: ECS names below `source.`, `destination.` and so on, such as `geo.country_iso_code`. */
export type AddressFacts = Readonly<Record<string, FieldValue>>;

/** Answers `{}` for an address it does not know. */
export type AddressSource = (address: string) => AddressFacts;

export function placeFacts(place: City | Country): AddressFacts {
  const { continent, country } = place;
  return present({
    'geo.continent_name': continent?.names?.en,
    'geo.country_iso_code': country?.isoCode,
    'geo.country_name': country?.names?.en,
    ...('location' in place ? cityFacts(place) : {}),
  });
}

export function networkFacts({ autonomousSystemNumber, autonomousSystemOrganization }: Asn): AddressFacts {
  return present({ 'as.number': autonomousSystemNumber, 'as.organization.name': autonomousSystemOrganization });
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Of a record of the bundled database, which knows countries only and says so in its own way. */
export function countryFacts(record: unknown): AddressFacts {
  const { country_code: code } = (record ?? {}) as { country_code?: unknown };
  if (typeof code !== 'string' || !/^[A-Z]{2}$/.test(code)) return {};
  return present({ 'geo.country_iso_code': code, 'geo.country_name': countryNames.of(code) });
}

/** Most addresses of a scan are in no database of a small site; that is an answer, not a failure. */
export function whenFound(ask: () => AddressFacts): AddressFacts {
  try {
    return ask();
  } catch (error) {
    if (error instanceof AddressNotFoundError) return {};
    throw error;
  }
}

function cityFacts({ city, country, location, subdivisions }: City): Record<string, FieldValue | undefined> {
  const region = subdivisions?.[0];
  return {
    'geo.city_name': city?.names?.en,
    'geo.region_iso_code': region?.isoCode && country?.isoCode && `${country.isoCode}-${region.isoCode}`,
    'geo.region_name': region?.names?.en,
    'geo.location': location && { lat: location.latitude, lon: location.longitude },
  };
}

function present(facts: Readonly<Record<string, FieldValue | undefined>>): AddressFacts {
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, FieldValue] => fact[1] !== undefined),
  );
}
