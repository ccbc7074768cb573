import { fields, type FieldSpec } from './base';

/** Where on earth something is, as ECS's `geo`. */
export function geoFields(prefix: string, whose: string): FieldSpec[] {
  return [
    ...fields('keyword', {
      [`${prefix}.geo.city_name`]: `City of ${whose}.`,
      [`${prefix}.geo.continent_name`]: `Continent of ${whose}.`,
      [`${prefix}.geo.country_iso_code`]: `Country of ${whose}, ISO 3166.`,
      [`${prefix}.geo.country_name`]: `Country of ${whose}.`,
      [`${prefix}.geo.region_iso_code`]: `Region of ${whose}, ISO 3166-2.`,
      [`${prefix}.geo.region_name`]: `Region of ${whose}.`,
    }),
    ...fields('geo_point', { [`${prefix}.geo.location`]: `Place of ${whose}.` }),
  ];
}

/** The network an address belongs to, as ECS's `as`. */
export function asFields(prefix: string, whose: string): FieldSpec[] {
  return [
    ...fields('keyword', { [`${prefix}.as.organization.name`]: `Holder of the network of ${whose}.` }),
    ...fields('long', { [`${prefix}.as.number`]: `Autonomous system of ${whose}.` }),
  ];
}
