import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../../time/parse-time';
import { endFields } from '../../values/end';
import { readWhole } from '../../values/typed-value';
import { urlFields } from '../../values/url-parts';
import { accessKind, statusFields } from '../access-log/request-fields';
import { mayBeIis, readIisLine } from './iis-line';
import { iisOptionsSchema, type IisOptions } from './iis.options';

const NANOSECONDS_PER_MS = 1e6;

/** Understands the W3C log of Microsoft's IIS in its default columns. Its times are in UTC, whatever the zone of the source. */
@Injectable()
@NormalizerPlugin({
  type: 'iis',
  understands: 'content',
  order: 330,
  stability: 'beta',
  options: iisOptionsSchema,
  reads: ['message'],
  writes: [
    ...['@timestamp', 'event.*', 'source.*', 'destination.*', 'user.name', 'url.*', 'http.*', 'user_agent.original'],
    ...['host.name', 'details.*'],
  ],
})
export class IisNormalizer implements Normalizer<IisOptions> {
  claims({ message }: SecurityEvent): boolean {
    return mayBeIis(message);
  }

  normalize({ message }: SecurityEvent, _options: IisOptions, context: NormalizerContext): EventPatch {
    const line = readIisLine(message);
    if (line === undefined) return {};
    const { path, query, userAgent, took } = line;
    const instant = parseTime(`${line.time}Z`, context);
    const duration = readWhole(took);
    return {
      ...accessKind('iis'),
      '@timestamp': instant === undefined ? undefined : new Date(instant).toISOString(),
      ...urlFields(query === '-' ? path : `${path}?${query}`),
      ...statusFields(line.status),
      ...endFields('source', line.client),
      ...endFields('destination', line.server, line.port),
      'event.duration': duration === undefined ? undefined : duration * NANOSECONDS_PER_MS,
      'http.request.method': line.method,
      'http.request.referrer': told(line.referrer),
      // IIS writes blanks as plus signs.
      'user_agent.original': told(userAgent)?.replaceAll('+', ' '),
      'user.name': told(line.user),
      'host.name': line.computer,
      ...(line.site === undefined ? {} : { 'details.site': line.site }),
    };
  }
}

function told(text: string | undefined): string | undefined {
  return text === '-' ? undefined : text;
}
