import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../../time/parse-time';
import { endFields, splitPort } from '../../values/end';
import { readWhole } from '../../values/typed-value';
import { requestFields, statusFields } from '../access-log/request-fields';
import { readHaproxyLine, type HaproxyLine } from './haproxy-line';
import { haproxyOptionsSchema, type HaproxyOptions } from './haproxy.options';

const NANOSECONDS_PER_MS = 1e6;

/** Understands HAProxy's log of connections and of requests. */
@Injectable()
@NormalizerPlugin({
  type: 'haproxy',
  understands: 'content',
  order: 290,
  stability: 'beta',
  options: haproxyOptionsSchema,
  reads: ['message', 'process.name'],
  writes: ['@timestamp', 'event.*', 'source.*', 'destination.*', 'url.*', 'http.*', 'details.*'],
})
export class HaproxyNormalizer implements Normalizer<HaproxyOptions> {
  claims({ 'process.name': program }: SecurityEvent): boolean {
    return program === 'haproxy';
  }

  normalize({ message }: SecurityEvent, _options: HaproxyOptions, context: NormalizerContext): EventPatch {
    const line = readHaproxyLine(message);
    if (line === undefined) return {};
    const instant = parseTime(line.time, context);
    return {
      '@timestamp': instant === undefined ? undefined : new Date(instant).toISOString(),
      'event.module': 'haproxy',
      'event.dataset': 'haproxy.log',
      ...(line.status === undefined ? connectionFields(line) : webFields(line)),
      ...sharedFields(line),
    };
  }
}

function sharedFields({ client, total, bytes, frontend, backend, server, state }: HaproxyLine): EventPatch {
  const { host, port } = splitPort(client);
  const took = readWhole(total);
  return {
    ...endFields('source', host, port),
    'event.duration': took === undefined || took < 0 ? undefined : took * NANOSECONDS_PER_MS,
    'destination.bytes': readWhole(bytes),
    'details.haproxy': { frontend, backend, server, state },
  };
}

/** A session that ended as it should has no state to tell. */
function connectionFields({ state }: HaproxyLine): EventPatch {
  return {
    'event.category': ['network'],
    'event.type': ['connection', 'end'],
    'event.outcome': state.startsWith('--') ? 'success' : 'failure',
  };
}

function webFields({ request, status, bytes }: HaproxyLine): EventPatch {
  return {
    'event.category': ['web'],
    'event.type': ['access'],
    ...requestFields(request ?? ''),
    ...statusFields(status),
    // Of a request that was never answered.
    ...(status === '-1' ? { 'event.outcome': 'failure' } : {}),
    'http.response.bytes': readWhole(bytes),
  };
}
