import type { FieldValue } from '@tocsin/event-model';

import { readAddress, readHostName } from './address';
import { readWhole } from './typed-value';

export type End = 'source' | 'destination' | 'client' | 'server';
export type Fields = Record<string, FieldValue>;

interface EndNames {
  readonly address: string;
  readonly ip: string;
  readonly domain: string;
  readonly port: string;
}

const namesOf = (end: string): EndNames => ({
  address: `${end}.address`,
  ip: `${end}.ip`,
  domain: `${end}.domain`,
  port: `${end}.port`,
});
const NAMES: Readonly<Record<End, EndNames>> = {
  source: namesOf('source'),
  destination: namesOf('destination'),
  client: namesOf('client'),
  server: namesOf('server'),
};
const LAST_PORT = 65_535;

/** One end of a connection: its address or its name, by what the value is, and its port. What is neither is left out. */
export function endFields(end: End, address: unknown, port?: unknown): Fields {
  const names = NAMES[end];
  const fields: Fields = {};
  const ip = readAddress(address);
  const domain = ip === undefined ? readHostName(address) : undefined;
  if (ip !== undefined) fields[names.ip] = ip;
  else if (domain !== undefined) fields[names.domain] = domain;
  const text = ip ?? domain;
  if (text !== undefined) fields[names.address] = text;
  const number = readPort(port);
  if (number !== undefined) fields[names.port] = number;
  return fields;
}

/** A port, from a number or its text. */
export function readPort(value: unknown): number | undefined {
  const number = readWhole(value);
  return number !== undefined && number >= 0 && number <= LAST_PORT ? number : undefined;
}

/** `192.0.2.1:443`, `[2001:db8::1]:443`, `web.example:443`; the port is `undefined` when there is none. */
export function splitPort(text: string): { readonly host: string; readonly port: string | undefined } {
  const colon = text.lastIndexOf(':');
  const isBracketed = text.startsWith('[');
  const hasPort = isBracketed ? text[colon - 1] === ']' : colon > 0 && text.indexOf(':') === colon;
  const host = hasPort ? text.slice(0, colon) : text;
  return { host: isBracketed ? host.slice(1, -1) : host, port: hasPort ? text.slice(colon + 1) : undefined };
}
