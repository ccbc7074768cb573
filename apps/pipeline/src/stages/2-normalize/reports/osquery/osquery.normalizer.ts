import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type JsonRecord, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../../time/parse-time';
import { endFields } from '../../values/end';
import { RecordMapping } from '../../values/record-mapping';
import { isRecord, present, reportOf, textAt } from '../report-record';
import { osqueryOptionsSchema, type OsqueryOptions } from './osquery.options';

const COLUMNS = new RecordMapping({
  username: 'user.name',
  user: 'user.name',
  uid: 'user.id',
  pid: 'process.pid',
  parent: 'process.parent.pid',
  cmdline: 'process.command_line',
  cwd: 'process.working_directory',
  sha256: 'file.hash.sha256',
  md5: 'file.hash.md5',
  sha1: 'file.hash.sha1',
  target_path: 'file.path',
});
const TYPES: Readonly<Record<string, string>> = { added: 'creation', removed: 'deletion', snapshot: 'info' };

/** Understands the results of osquery's scheduled queries: rows that came, rows that went, and snapshots. */
@Injectable()
@NormalizerPlugin({
  type: 'osquery',
  understands: 'content',
  order: 130,
  stability: 'beta',
  options: osqueryOptionsSchema,
  reads: ['message'],
  writes: [
    ...['@timestamp', 'event.*', 'message', 'host.name', 'rule.name', 'user.*', 'process.*', 'file.*'],
    ...['source.*', 'destination.*'],
  ],
})
export class OsqueryNormalizer implements Normalizer<OsqueryOptions> {
  claims(_event: SecurityEvent, { record }: NormalizerContext): boolean {
    return isResult(record) || isResult(record['details']);
  }

  normalize(event: SecurityEvent, _options: OsqueryOptions, context: NormalizerContext): EventPatch {
    const result = reportOf(context.record);
    const name = textAt(result, 'name');
    const action = textAt(result, 'action') ?? 'snapshot';
    const host = textAt(result, 'hostIdentifier', 'host_identifier', 'decorations.hostname');
    const instant = parseTime(result['unixTime'], context);
    return {
      ...present({
        '@timestamp': instant === undefined ? undefined : new Date(instant).toISOString(),
        'event.kind': action === 'snapshot' ? 'state' : 'event',
        'event.category': ['host'],
        'event.type': [TYPES[action] ?? 'info'],
        'event.action': action,
        'event.module': 'osquery',
        'event.dataset': 'osquery.result',
        'host.name': host,
        'rule.name': name,
        message: event.message === '' ? `${name ?? 'A query'}: ${action} on ${host ?? 'a host'}` : undefined,
      }),
      ...rowFields(result['columns'], context),
    };
  }
}

function isResult(value: unknown): boolean {
  if (!isRecord(value) || !Object.hasOwn(value, 'name')) return false;
  const isTold = Object.hasOwn(value, 'hostIdentifier') || Object.hasOwn(value, 'host_identifier');
  return isTold && (isRecord(value['columns']) || Array.isArray(value['snapshot']));
}

function rowFields(columns: unknown, context: NormalizerContext): EventPatch {
  if (!isRecord(columns)) return {};
  const row: JsonRecord = columns;
  return {
    ...COLUMNS.read(row, context),
    ...(typeof row['path'] === 'string' && row['pid'] !== undefined ? { 'process.executable': row['path'] } : {}),
    ...endFields('source', row['local_address'], row['local_port']),
    ...endFields('destination', row['remote_address'], row['remote_port']),
  };
}
