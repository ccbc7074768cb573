import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../../time/parse-time';
import { endFields, splitPort, type Fields } from '../../values/end';
import { readSeverity } from '../../values/syslog-priority';
import { readWhole } from '../../values/typed-value';
import { urlFields } from '../../values/url-parts';
import { requestFields } from '../access-log/request-fields';
import { readBracketed } from './bracketed-fields';
import { readApacheError, readNginxError, type ErrorLine } from './error-line';
import { errorLogOptionsSchema, type ErrorLogOptions } from './error-log.options';

const OPENING_BRACKET = 0x5b;
const SLASH = 0x2f;

/** Understands the error logs of Apache, with what ModSecurity writes into them, and of nginx. */
@Injectable()
@NormalizerPlugin({
  type: 'error_log',
  understands: 'content',
  order: 310,
  stability: 'beta',
  options: errorLogOptionsSchema,
  reads: ['message'],
  writes: [
    ...['@timestamp', 'event.*', 'log.level', 'process.pid', 'process.thread.id', 'source.*', 'error.message'],
    ...['url.*', 'http.*', 'rule.*', 'details.*'],
  ],
})
export class ErrorLogNormalizer implements Normalizer<ErrorLogOptions> {
  claims({ message }: SecurityEvent): boolean {
    return message.charCodeAt(0) === OPENING_BRACKET || message.charCodeAt(4) === SLASH;
  }

  normalize({ message }: SecurityEvent, _options: ErrorLogOptions, context: NormalizerContext): EventPatch {
    const line = message.startsWith('[') ? readApacheError(message) : readNginxError(message);
    if (line === undefined) return {};
    return { ...lineFields(line, context), ...(line.server === 'nginx' ? nginxFields(line) : apacheFields(line)) };
  }
}

function lineFields(
  { server, time, level, module, pid, tid, client, text }: ErrorLine,
  context: NormalizerContext,
): EventPatch {
  const instant = time === undefined ? undefined : parseTime(time, context);
  const severity = readSeverity(level.startsWith('trace') ? 'debug' : level);
  const { host, port } = splitPort(client ?? '');
  return {
    '@timestamp': instant === undefined ? undefined : new Date(instant).toISOString(),
    'event.category': ['web'],
    'event.type': [severity !== undefined && severity.code <= 3 ? 'error' : 'info'],
    'event.module': server,
    'event.dataset': `${server}.error`,
    'log.level': severity?.name,
    'event.severity': severity?.code,
    'process.pid': readWhole(pid),
    'process.thread.id': readWhole(tid),
    ...endFields('source', host, port),
    'error.message': text === '' ? undefined : text,
    ...(module === undefined ? {} : { 'details.module': module }),
  };
}

function nginxFields({ text }: ErrorLine): EventPatch {
  const request = /, request: "([^"]*)"/.exec(text)?.[1];
  const host = /, host: "([^"]{1,255})"/.exec(text)?.[1];
  const referrer = /, referrer: "([^"]*)"/.exec(text)?.[1];
  return {
    ...(request === undefined ? {} : requestFields(request)),
    ...(host === undefined ? {} : { 'url.domain': splitPort(host).host }),
    'http.request.referrer': referrer,
  };
}

function apacheFields({ text }: ErrorLine): EventPatch {
  const code = /^AH\d{5}(?=:)/.exec(text)?.[0];
  const refererAt = text.lastIndexOf(', referer: ');
  return {
    'event.code': code,
    'http.request.referrer': refererAt < 0 ? undefined : text.slice(refererAt + ', referer: '.length),
    ...(text.startsWith('ModSecurity: ') ? modSecurityFields(text) : {}),
  };
}

function modSecurityFields(text: string): Fields {
  const values = readBracketed(text);
  const fields: Fields = { ...urlFields(values.get('uri') ?? '') };
  if (values.get('uri') === undefined) delete fields['url.original'];
  const named = [
    ['id', 'rule.id'],
    ['msg', 'rule.name'],
    ['file', 'rule.ruleset'],
    ['ver', 'rule.version'],
    ['hostname', 'url.domain'],
    ['unique_id', 'http.request.id'],
  ] as const;
  for (const [name, field] of named) {
    const value = values.get(name);
    if (value !== undefined) fields[field] = value;
  }
  const isDenied = text.startsWith('ModSecurity: Access denied');
  if (values.has('id')) fields['event.category'] = ['web', 'intrusion_detection'];
  if (values.has('id')) fields['event.type'] = [isDenied ? 'denied' : 'info'];
  if (values.has('id')) fields['event.kind'] = 'alert';
  return fields;
}
