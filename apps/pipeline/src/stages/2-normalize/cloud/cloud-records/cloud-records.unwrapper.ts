import { Injectable } from '@nestjs/common';
import { UnwrapperPlugin, type JsonRecord, type Unwrapper } from '@tocsin/plugin-kit';

import { isRecord } from '../../values/record-kinds';
import { cloudRecordsOptionsSchema, type CloudRecordsOptions } from './cloud-records.options';

/** Marks of what Amazon and Azure put into files and messages as lists. */
const MARKS = ['eventSource', 'eventName', 'operationName', 'resourceId', 'category'];

/**
 * Takes records out of what cloud providers put around them: the lists of CloudTrail's files and Azure's event hubs, the envelopes
 * of Amazon's EventBridge and Google's Pub/Sub.
 */
@Injectable()
@UnwrapperPlugin({ type: 'cloud_records', order: 200, stability: 'beta', options: cloudRecordsOptionsSchema })
export class CloudRecordsUnwrapper implements Unwrapper<CloudRecordsOptions> {
  claims(record: JsonRecord): boolean {
    return listOf(record) !== undefined || isBridge(record) || pubSubData(record) !== undefined;
  }

  unwrap(record: JsonRecord): readonly JsonRecord[] {
    const list = listOf(record);
    if (list !== undefined) return list.filter(isRecord);
    if (isBridge(record)) return [fromBridge(record)];
    const data = pubSubData(record);
    const inner = data === undefined ? undefined : parsed(Buffer.from(data, 'base64').toString('utf8'));
    return inner === undefined ? [] : [inner];
  }
}

/** Only where nothing else stands beside the list that would be lost, and what is in it is a provider's. */
function listOf(record: JsonRecord): readonly unknown[] | undefined {
  const list = record['Records'] ?? record['records'];
  if (!Array.isArray(list) || Object.keys(record).length !== 1) return undefined;
  const isOurs = list.every((one) => isRecord(one) && MARKS.some((mark) => one[mark] !== undefined));
  return isOurs ? (list as readonly unknown[]) : undefined;
}

function isBridge(record: JsonRecord): boolean {
  return record['detail-type'] !== undefined && isRecord(record['detail']) && typeof record['source'] === 'string';
}

/** What only the envelope knows stays with the record, under a name of its own. */
function fromBridge({ detail, ...envelope }: JsonRecord): JsonRecord {
  return { ...(detail as JsonRecord), eventbridge: envelope };
}

function pubSubData({ message, subscription }: JsonRecord): string | undefined {
  if (!isRecord(message) || typeof subscription !== 'string') return undefined;
  return typeof message['data'] === 'string' ? message['data'] : undefined;
}

function parsed(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
