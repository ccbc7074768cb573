import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { formatStart } from '../product-event/product-event';
import { productEventFields } from '../product-event/product-event-fields';
import { PRODUCT_EVENT_WRITES } from '../product-event/product-event-writes';
import { LEEF_KEYS } from './leef-keys';
import { leefOptionsSchema, type LeefOptions } from './leef.options';
import { readLeef } from './read-leef';

/** Understands QRadar's Log Event Extended Format, 1.0 and 2.0, with or without a syslog header. */
@Injectable()
@NormalizerPlugin({
  type: 'leef',
  understands: 'content',
  order: 120,
  stability: 'beta',
  options: leefOptionsSchema,
  reads: ['message', 'details', 'host.name', 'process.name'],
  writes: PRODUCT_EVENT_WRITES,
})
export class LeefNormalizer implements Normalizer<LeefOptions> {
  claims(event: SecurityEvent): boolean {
    return formatStart(wholeText(event), 'LEEF:') >= 0;
  }

  normalize(event: SecurityEvent, _options: LeefOptions, context: NormalizerContext): EventPatch {
    const read = readLeef(wholeText(event));
    if (read === undefined) return {};
    const fields = productEventFields(read, LEEF_KEYS, event, context);
    return event['process.name'] === 'LEEF' ? { 'process.name': null, ...fields } : fields;
  }
}

/** Written as `LEEF: 0|…` behind a syslog header, the mark has been taken for the name of a program. */
function wholeText(event: SecurityEvent): string {
  return event['process.name'] === 'LEEF' ? `LEEF:${event.message}` : event.message;
}
