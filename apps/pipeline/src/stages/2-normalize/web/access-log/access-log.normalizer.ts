import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../../time/parse-time';
import { readAddress } from '../../values/address';
import { endFields, readPort, splitPort, type Fields } from '../../values/end';
import { readWhole } from '../../values/typed-value';
import { webServerOf } from '../web-server';
import { readAccessLine, type AccessLine, type FurtherValue } from './access-line';
import { accessLogOptionsSchema, type AccessLogOptions } from './access-log.options';
import { accessKind, requestFields, statusFields } from './request-fields';

/** Understands the access logs of Apache, nginx and all who write like them: common, combined, with and without virtual host. */
@Injectable()
@NormalizerPlugin({
  type: 'access_log',
  understands: 'content',
  order: 300,
  stability: 'beta',
  options: accessLogOptionsSchema,
  reads: ['message', 'process.name', 'log.file.path'],
  writes: [
    ...['@timestamp', 'event.*', 'source.*', 'user.name', 'url.*', 'http.*', 'user_agent.original'],
    ...['destination.*', 'details.*'],
  ],
})
export class AccessLogNormalizer implements Normalizer<AccessLogOptions> {
  claims({ message }: SecurityEvent): boolean {
    return message.includes('] "');
  }

  normalize(event: SecurityEvent, _options: AccessLogOptions, context: NormalizerContext): EventPatch {
    const line = readAccessLine(event.message.trim());
    if (line === undefined) return {};
    const instant = parseTime(line.time, context);
    return {
      ...accessKind(webServerOf(event)),
      '@timestamp': instant === undefined ? undefined : new Date(instant).toISOString(),
      ...requestFields(line.request),
      ...statusFields(line.status),
      'http.response.body.bytes': line.bytes === '-' ? 0 : readWhole(line.bytes),
      ...endFields('source', line.client),
      'user.name': told(line.user),
      ...virtualHostFields(line),
      ...furtherFields(line.further),
    };
  }
}

function virtualHostFields({ virtualHost }: AccessLine): Fields {
  if (virtualHost === undefined) return {};
  const { host, port } = splitPort(virtualHost);
  const number = readPort(port);
  return { 'url.domain': host, ...(number === undefined ? {} : { 'url.port': number }) };
}

/** Referrer and user agent stand first and in quotes; a quoted list of addresses after them is what a proxy forwarded. */
function furtherFields(further: readonly FurtherValue[]): EventPatch {
  const [referrer, agent, ...others] = further.filter(({ isQuoted }) => isQuoted).map(({ text }) => text);
  const forwarded = others.find((text) => readAddress(text.split(',', 1)[0]) !== undefined);
  return {
    'http.request.referrer': told(referrer),
    // A dash says that the client named no program, which is worth looking for.
    'user_agent.original': agent === '' ? undefined : agent,
    ...(forwarded === undefined
      ? {}
      : { 'source.nat.ip': readAddress(forwarded.split(',', 1)[0]), 'details.x_forwarded_for': forwarded }),
  };
}

function told(text: string | undefined): string | undefined {
  return text === undefined || text === '-' || text === '' ? undefined : text;
}
