import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { detailsWithin, isWrapped, readWrapping, wrapperFields } from '../../values/mozdef-wrapper';
import { SQUID_KIND, SQUID_WRITES, squidDetails, squidFields } from '../squid/squid-fields';
import { readSquidLine } from '../squid/squid-line';
import { squidWrappedOptionsSchema, type SquidWrappedOptions } from './squid-wrapped.options';

const CATEGORIES = new Set(['proxy']);

/**
 * Understands squid's lines as MozDef's shippers wrapped them. Of what syslog-ng wrote around a line, times, addresses and priorities
 * are its own, not the request's: they stay in details.
 */
@Injectable()
@NormalizerPlugin({
  type: 'squid_wrapped',
  understands: 'dialect',
  order: 320,
  stability: 'beta',
  options: squidWrappedOptionsSchema,
  reads: ['tags', 'tocsin.application'],
  writes: [...SQUID_WRITES, 'message', 'host.name', 'tags', 'tocsin.category', 'details'],
})
export class SquidWrappedNormalizer implements Normalizer<SquidWrappedOptions> {
  claims(event: SecurityEvent, { record }: NormalizerContext): boolean {
    return isWrapped(event, record, CATEGORIES);
  }

  normalize(event: SecurityEvent, _options: SquidWrappedOptions, context: NormalizerContext): EventPatch {
    const { record } = context;
    const { provider, text } = readWrapping(record);
    const line = text === undefined ? undefined : readSquidLine(text);
    const source = record['source'];
    return {
      ...SQUID_KIND,
      ...(line === undefined ? {} : squidFields(line, context)),
      ...wrapperFields(event, record),
      message: text,
      'event.provider': typeof source === 'string' && source !== '' ? source : provider,
      details: detailsWithin(record, line === undefined ? {} : squidDetails(line)),
    };
  }
}
