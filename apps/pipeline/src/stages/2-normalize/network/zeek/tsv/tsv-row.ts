import type { FieldValue } from '@tocsin/event-model';

import { readAddress } from '../../../values/address';
import { columnsOf } from './columns';

/** What is known of the file a row is from. */
export interface TsvFile {
  readonly name?: string | undefined;
  /** As its `#fields` said. */
  readonly columns?: readonly string[] | undefined;
}

export interface TsvRow {
  readonly name: string | undefined;
  readonly record: Readonly<Record<string, FieldValue>>;
}

const TIME = /^\d{9,10}\.\d{1,9}$/;
const UID = /^(?:[CF][A-Za-z0-9]{9,25}|-)$/;
const CONNECTION_STATE = /^(?:S[0-3]|SF|REJ|RSTO|RSTR|RSTOS0|RSTRH|SH|SHR|OTH)$/;
const STATE_COLUMN = 11;
const UNSET = '-';
const MAX_COLUMNS = 200;
const LISTS = new Set(
  [
    'tunnel_parents answers TTLs tags proxied orig_fuids orig_filenames orig_mime_types resp_fuids resp_filenames',
    'resp_mime_types cert_chain_fuids client_cert_chain_fuids cert_chain_fps client_cert_chain_fps tx_hosts rx_hosts',
    'conn_uids analyzers uids msg_types section_names rcptto to cc fuids matched sources actions san.dns san.uri san.email',
    'san.ip request_path response_path client_channels email_dest',
  ]
    .join(' ')
    .split(' '),
);
/** Of these logs a column is a list that is none in others. */
const LISTS_OF: Readonly<Record<string, readonly string[]>> = { known_services: ['service'], smtp: ['path'] };

/**
 * A row of a log in Zeek's own format, whose columns come from the header of its file or from what is known of its log. `undefined`
 * when the text is no such row.
 */
export function readTsvRow(text: string, file: TsvFile): TsvRow | undefined {
  const values = text.replace(/[\r\n]+$/, '').split('\t');
  if (values.length < 2 || values.length > MAX_COLUMNS || !TIME.test(values[0] ?? '')) return undefined;
  const name = file.name ?? guessName(values);
  if (name === undefined && file.columns === undefined && !hasConnection(values)) return undefined;
  const columns = file.columns?.length === values.length ? file.columns : columnsOf(name, values.length);
  const record: Record<string, FieldValue> = {};
  const listsOfLog = LISTS_OF[name ?? ''];
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? UNSET;
    if (value === UNSET) continue;
    const column = columns[at] ?? `column${at + 1}`;
    record[column] = readValue(value, LISTS.has(column) || listsOfLog?.includes(column) === true);
  }
  return { name, record };
}

/** Time, connection and who speaks to whom: how most logs begin. */
function hasConnection([, uid = '', source, , destination]: readonly string[]): boolean {
  return UID.test(uid) && readAddress(source) !== undefined && readAddress(destination) !== undefined;
}

function guessName(values: readonly string[]): string | undefined {
  return hasConnection(values) && CONNECTION_STATE.test(values[STATE_COLUMN] ?? '') ? 'conn' : undefined;
}

function readValue(value: string, isList: boolean): FieldValue {
  if (value === '(empty)') return isList ? [] : '';
  if (isList) return value.split(',').map(unescaped);
  if (value === 'T' || value === 'F') return value === 'T';
  return unescaped(value);
}

/** Bytes that would break the format are written as `\x09`. */
function unescaped(value: string): string {
  if (!value.includes('\\x')) return value;
  return value.replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
