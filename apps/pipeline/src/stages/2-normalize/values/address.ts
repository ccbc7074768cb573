import { isIP } from 'node:net';

const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i;
/** An IPv4 address in the place of an IPv6 one: it is the same host, and lists and networks know it as IPv4. */
const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;
/** The longest address there is, with a zone id and room for blanks. */
const MAX_ADDRESS = 80;

/**
 * An IPv4 or IPv6 address in the form the stores take; `undefined` when the value is none. A zone id (`%eth0`) is dropped,
 * and `::ffff:192.0.2.1` is IPv4.
 */
export function readAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_ADDRESS) return undefined;
  const trimmed = value.trim();
  const version = isIP(trimmed);
  if (version === 0) return undefined;
  if (version === 4) return trimmed;
  const zoneAt = trimmed.indexOf('%');
  const address = zoneAt < 0 ? trimmed : trimmed.slice(0, zoneAt);
  return MAPPED.exec(address)?.[1] ?? address;
}

/** A host name, as sent; `undefined` when the value cannot be one. */
export function readHostName(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 255) return undefined;
  const trimmed = value.trim();
  return NAME.test(trimmed) ? trimmed : undefined;
}

/** The fields of one end of a connection, by what the value is. */
export function placeEnd(end: 'source' | 'destination', value: unknown): Record<string, string> | undefined {
  const address = readAddress(value);
  if (address !== undefined) return { [`${end}.ip`]: address };
  const name = readHostName(value);
  return name === undefined ? undefined : { [`${end}.domain`]: name };
}
