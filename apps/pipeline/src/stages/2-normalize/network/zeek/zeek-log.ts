import type { EventPatch, FieldValue } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import { RecordMapping, type MappingTable } from '../../values/record-mapping';
import { compileSummary, type Summary } from './summary';

/** How records of one of Zeek's logs become events. */
export interface ZeekLog {
  readonly mapping: RecordMapping;
  readonly summary: Summary;
  readonly kind: Readonly<Record<string, FieldValue>>;
  /** What a table cannot say. */
  readonly more: ((record: JsonRecord) => EventPatch) | undefined;
}

export interface ZeekLogDeclaration {
  /** For people, as responders know it from MozDef: `HTTP {method} {ends}`. */
  readonly summary: string;
  readonly fields?: MappingTable;
  readonly category?: readonly string[];
  readonly type?: readonly string[];
  readonly isAlert?: true;
  readonly protocol?: string;
  readonly more?: (record: JsonRecord) => EventPatch;
}

/** In every log of a connection. Shippers that cannot send dots write underscores; some use MozDef's names at once. */
const EVERYWHERE: MappingTable = {
  ts: '@timestamp',
  'id.orig_h': 'source.ip',
  id_orig_h: 'source.ip',
  sourceipaddress: 'source.ip',
  sourceipv4address: 'source.ip',
  sourceipv6address: 'source.ip',
  'id.orig_p': 'source.port',
  id_orig_p: 'source.port',
  sourceport: 'source.port',
  'id.resp_h': 'destination.ip',
  id_resp_h: 'destination.ip',
  destinationipaddress: 'destination.ip',
  destinationipv4address: 'destination.ip',
  destinationipv6address: 'destination.ip',
  'id.resp_p': 'destination.port',
  id_resp_p: 'destination.port',
  destinationport: 'destination.port',
  community_id: 'network.community_id',
  peer: 'observer.name',
  peer_descr: 'observer.name',
};

/** Some shippers take the dots out of names: `times_modified`. */
function withUnderscores(fields: MappingTable): MappingTable {
  const rows = Object.entries(fields).flatMap(([path, field]) => {
    const isDotted = path.includes('.') && !/\.\d+$/.test(path);
    return isDotted ? [[path, field] as const, [path.replaceAll('.', '_'), field] as const] : [[path, field] as const];
  });
  return Object.fromEntries(rows);
}

export function zeekLog(name: string, declaration: ZeekLogDeclaration): ZeekLog {
  const { summary, fields = {}, category = ['network'], type = ['info'], isAlert, protocol, more } = declaration;
  return {
    mapping: new RecordMapping({ ...withUnderscores(fields), ...EVERYWHERE }),
    summary: compileSummary(summary),
    kind: {
      'event.category': [...category],
      'event.type': [...type],
      'event.module': 'zeek',
      'event.dataset': `zeek.${name}`,
      'observer.type': 'sensor',
      'observer.product': 'Zeek',
      ...(isAlert ? { 'event.kind': 'alert' } : {}),
      ...(protocol === undefined ? {} : { 'network.protocol': protocol }),
    },
    more,
  };
}
