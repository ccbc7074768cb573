import type { JsonRecord } from '@tocsin/plugin-kit';

import type { Draft, KindDeclaration } from '../../values/record-kind';
import { isRecord } from '../../values/record-kinds';
import { textOf } from '../../values/text-of';

const PROGRAM = 'zoom_webhook_api';
/** Says what a meeting is about: nobody else's business, and never needed to find who did what. */
const PRIVATE = 'topic';

/** What Zoom's webhooks tell of, also as MozDef carries them. */
const webhook: KindDeclaration = {
  dataset: 'zoom.webhook',
  marks: ['event', 'payload'],
  knowsBetter: ['message'],
  isOne: ({ event, payload }) => typeof event === 'string' && event.includes('.') && isRecord(payload),
  table: {
    event: 'event.action',
    event_ts: '@timestamp',
    'payload.operator': 'user.name',
    'payload.object.participant.user_name': 'user.name',
    'payload.object.email': 'user.email',
    'payload.operator_id': 'user.id',
    'payload.object.participant.user_id': 'user.id',
    'payload.account_id': 'organization.id',
    'payload.object.account_id': 'organization.id',
    'payload.object.participant.ip_address': 'source.ip',
  },
  always: { 'event.kind': 'event', 'event.category': ['session'], 'event.type': ['info'], 'process.name': PROGRAM },
  refine: (fields, record) => {
    const who = textOf(fields['user.name']);
    fields['message'] = `zoom: ${textOf(record['event'])}${who === '' ? '' : ` triggered by user ${who}`}`;
    fields['details'] = flattened(record);
  },
};

/** One level of short names; the meeting's topic is left out. */
function flattened(record: JsonRecord): Draft {
  const payload = recordAt(record, 'payload');
  const own = Object.fromEntries(Object.entries(payload).filter(([key]) => key !== 'object' && key !== 'old_object'));
  const object = recordAt(payload, 'object');
  const rest = Object.entries(object).filter(
    ([key, value]) => key !== PRIVATE && key !== 'participant' && value !== '',
  );
  return {
    event: textOf(record['event']),
    ...(Object.fromEntries(rest) as Draft),
    ...named(recordAt(payload, 'old_object'), {
      start_time: 'original_sched_start_time',
      duration: 'original_sched_duration',
    }),
    ...named(recordAt(object, 'participant'), { user_name: 'participant_username', user_id: 'participant_user_id' }),
    ...named(own, { account_id: 'account_id', operator: 'username', operator_id: 'user_id' }),
  };
}

function named(record: JsonRecord, names: Readonly<Record<string, string>>): Draft {
  const told = Object.entries(record).filter(([, value]) => value !== '' && value !== undefined);
  return Object.fromEntries(told.map(([key, value]) => [names[key] ?? key, value])) as Draft;
}

function recordAt(record: JsonRecord, key: string): JsonRecord {
  const value = record[key];
  return isRecord(value) ? value : {};
}

/** What administrators did. */
const operation: KindDeclaration = {
  dataset: 'zoom.operation',
  marks: ['operation_detail', 'category_type'],
  table: { time: '@timestamp', action: 'event.action', operator: 'user.name', operation_detail: 'message' },
  always: {
    'event.kind': 'event',
    'event.category': ['configuration'],
    'event.type': ['change'],
    'event.outcome': 'success',
  },
};

/** Who signed in and out. */
const activity: KindDeclaration = {
  dataset: 'zoom.activity',
  marks: ['client_type', 'email', 'type'],
  table: {
    time: '@timestamp',
    type: 'event.action',
    email: 'user.name',
    ip_address: 'source.ip',
    version: 'user_agent.version',
  },
  always: { 'event.kind': 'event', 'event.category': ['authentication'], 'event.outcome': 'success' },
  refine: (fields) => {
    fields['event.type'] = [/out/i.test(textOf(fields['event.action'])) ? 'end' : 'start'];
    fields['user.email'] = fields['user.name'] ?? '';
  },
};

export const ZOOM_KINDS: readonly KindDeclaration[] = [webhook, operation, activity];
