import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type JsonRecord, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../../time/parse-time';
import { withShipper, type Opened, type Wrapping } from '../../values/mozdef-wrapper';
import { transportFields } from '../../values/transport';
import { readDecimal } from '../../values/typed-value';
import { FLOW, isFlow, PROTOCOL_NAMES } from './flow-mapping';
import { netflowOptionsSchema, type NetflowOptions } from './netflow.options';

type Fields = Record<string, FieldValue | undefined>;

const TIMES = ['@timestamp', 'timestamp', 'utctimestamp', 'stamp_inserted', 'time_received_ns', 'time_received'];
const NANOSECONDS_PER_MS = 1e6;

/** Understands flows (NetFlow, IPFIX, sFlow) as the JSON of nfdump, Logstash, nProbe, pmacct and goflow2, alone or under a key. */
@Injectable()
@NormalizerPlugin({
  type: 'netflow',
  understands: 'dialect',
  order: 340,
  stability: 'beta',
  options: netflowOptionsSchema,
  reads: ['process.name', 'process.pid', 'tags'],
  writes: ['*'],
})
export class NetflowNormalizer implements Normalizer<NetflowOptions> {
  claims(_event: SecurityEvent, { record }: NormalizerContext): boolean {
    return flowIn(record) !== undefined;
  }

  normalize(event: SecurityEvent, _options: NetflowOptions, context: NormalizerContext): EventPatch {
    const { record } = context;
    const flow = flowIn(record) ?? record;
    const notes: string[] = [];
    const fields: Fields = { ...KIND, ...FLOW.read(flow, context, notes), ...protocolFields(flow) };
    if (notes.length > 0) fields['tocsin.notes'] = notes;
    setTimes(fields, record, context);
    setSums(fields, flow);
    fields['source.address'] = fields['source.ip'];
    fields['destination.address'] = fields['destination.ip'];
    fields['message'] = summaryOf(fields);
    const { category } = record;
    if (typeof category === 'string') fields['tocsin.category'] = category;
    if (flow === record) return { ...fields, details: record as Record<string, FieldValue> };
    return withShipper(inside(fields, record, flow), wrappingOf(record, flow), event, context);
  }
}

const KIND: Fields = {
  'event.category': ['network'],
  'event.type': ['connection'],
  'event.action': 'flow',
  'event.module': 'netflow',
  'event.dataset': 'netflow.log',
};

/** Logstash puts the flow under `netflow`, MozDef under `details`. */
function flowIn(record: JsonRecord): JsonRecord | undefined {
  if (isFlow(record)) return record;
  const inner = [record['netflow'], record['details']].find(isObject);
  return inner !== undefined && isFlow(inner) ? inner : undefined;
}

/** A flow under a name of its own keeps that name in details. */
function inside(fields: Fields, record: JsonRecord, flow: JsonRecord): Opened {
  return { fields, record: record['details'] === flow ? flow : { netflow: flow } };
}

function wrappingOf(record: JsonRecord, flow: JsonRecord): Wrapping {
  const around = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== flow));
  return { provider: undefined, namedBy: 'source', text: undefined, details: flow, around };
}

function protocolFields(flow: JsonRecord): Fields {
  const name = PROTOCOL_NAMES.find((one) => flow[one] !== undefined);
  return name === undefined ? {} : transportFields(flow[name]);
}

/** A flow is over when it is told; a start in milliseconds of uptime is no time at all. */
function setTimes(fields: Fields, record: JsonRecord, context: NormalizerContext): void {
  const told = TIMES.map((name) => parseTime(record[name], context)).find((instant) => instant !== undefined);
  const { 'event.start': start, 'event.end': end } = fields;
  fields['@timestamp'] = told === undefined ? (end ?? start) : new Date(told).toISOString();
  if (typeof start !== 'string' || typeof end !== 'string') return;
  const took = Date.parse(end) - Date.parse(start);
  if (took >= 0) fields['event.duration'] = took * NANOSECONDS_PER_MS;
}

function setSums(fields: Fields, flow: JsonRecord): void {
  for (const what of ['bytes', 'packets']) {
    const [sent, received] = [fields[`source.${what}`], fields[`destination.${what}`]];
    if (typeof sent === 'number') fields[`network.${what}`] = sent + (typeof received === 'number' ? received : 0);
  }
  const rate = readDecimal(flow['sampling_interval'] ?? flow['sampling_rate']);
  if (rate !== undefined && rate > 1) fields['event.reason'] = `one of ${rate} packets was counted`;
}

function summaryOf(fields: Fields): string {
  const { 'network.transport': transport, 'network.bytes': bytes } = fields;
  const size = typeof bytes === 'number' ? ` ${bytes} bytes` : '';
  const kind = typeof transport === 'string' ? `${transport} ` : '';
  return `flow ${kind}${place(fields, 'source')} -> ${place(fields, 'destination')}${size}`;
}

function place(fields: Fields, end: 'source' | 'destination'): string {
  const { [`${end}.ip`]: ip, [`${end}.port`]: port } = fields;
  return `${typeof ip === 'string' ? ip : '?'}:${typeof port === 'number' ? port : 0}`;
}

function isObject(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
