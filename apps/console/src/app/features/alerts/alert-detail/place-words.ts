import type { AlertEntity } from '@tocsin/api-contract';

/** Network and place of an address: `AS64511 Example Transit, Lisbon, Portugal`. */
export function placeInWords({ asName, asNumber, city, country }: NonNullable<AlertEntity['place']>): string {
  const network = [asNumber === null ? null : `AS${asNumber}`, asName].filter((part) => part !== null).join(' ');
  return [network, city, country].filter((part) => part !== null && part !== '').join(', ');
}
