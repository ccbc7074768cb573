import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { isWrapped, readWrapping, storedDetails, withShipper } from '../../values/mozdef-wrapper';
import { plainSeverity } from '../../values/plain-severity';
import { SQUID_KIND, squidDetails, squidFields } from '../squid/squid-fields';
import { readSquidLine } from '../squid/squid-line';
import { openedFields } from './opened-fields';
import { squidWrappedOptionsSchema, type SquidWrappedOptions } from './squid-wrapped.options';

const CATEGORIES = new Set(['proxy']);
const STORED = new Set(['proxy', 'squid']);

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
  reads: ['log.level', 'process.name', 'process.pid', 'tags', 'tocsin.application'],
  writes: ['*'],
})
export class SquidWrappedNormalizer implements Normalizer<SquidWrappedOptions> {
  claims(event: SecurityEvent, { record }: NormalizerContext): boolean {
    return isWrapped(event, record, CATEGORIES) || typeof storedDetails(record, STORED)?.['proxyaction'] === 'string';
  }

  normalize(event: SecurityEvent, _options: SquidWrappedOptions, context: NormalizerContext): EventPatch {
    const wrapping = readWrapping(context.record, 'last');
    const { provider, text, details } = wrapping;
    const line = text === undefined ? undefined : readSquidLine(text);
    const fields = {
      ...SQUID_KIND,
      ...plainSeverity(event),
      ...(line === undefined ? {} : squidFields(line, context)),
      ...(details === undefined ? {} : openedFields(details, context)),
      ...(text === undefined ? {} : { message: text }),
      'event.provider': provider,
    };
    const record = details ?? (line === undefined ? {} : squidDetails(line));
    return withShipper({ fields, record }, wrapping, event, context);
  }
}
