import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { plainSeverity } from '../../values/plain-severity';
import { mayBeSquid, readSquidLine } from './squid-line';
import { SQUID_KIND, SQUID_WRITES, squidDetails, squidFields } from './squid-fields';
import { squidOptionsSchema, type SquidOptions } from './squid.options';

/** Understands squid's access log, in the native format and in the one MozDef asked for. */
@Injectable()
@NormalizerPlugin({
  type: 'squid',
  understands: 'content',
  order: 320,
  stability: 'beta',
  options: squidOptionsSchema,
  reads: ['log.level', 'message'],
  writes: [...SQUID_WRITES, 'details.*'],
})
export class SquidNormalizer implements Normalizer<SquidOptions> {
  claims({ message }: SecurityEvent): boolean {
    return mayBeSquid(message);
  }

  normalize(event: SecurityEvent, _options: SquidOptions, context: NormalizerContext): EventPatch {
    const line = readSquidLine(event.message);
    if (line === undefined) return {};
    const details = Object.entries(squidDetails(line)).map(([name, value]): [string, FieldValue] => [
      `details.${name}`,
      value,
    ]);
    return { ...SQUID_KIND, ...plainSeverity(event), ...squidFields(line, context), ...Object.fromEntries(details) };
  }
}
