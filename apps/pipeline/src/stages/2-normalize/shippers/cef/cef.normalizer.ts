import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { formatStart } from '../product-event/product-event';
import { productEventFields } from '../product-event/product-event-fields';
import { PRODUCT_EVENT_WRITES } from '../product-event/product-event-writes';
import { CEF_KEYS } from './cef-keys';
import { cefOptionsSchema, type CefOptions } from './cef.options';
import { readCef } from './read-cef';

/** Understands ArcSight's Common Event Format, which products of many vendors write, with or without a syslog header. */
@Injectable()
@NormalizerPlugin({
  type: 'cef',
  understands: 'content',
  order: 110,
  stability: 'beta',
  options: cefOptionsSchema,
  reads: ['message', 'details', 'host.name', 'process.name'],
  writes: PRODUCT_EVENT_WRITES,
})
export class CefNormalizer implements Normalizer<CefOptions> {
  claims(event: SecurityEvent): boolean {
    return formatStart(wholeText(event), 'CEF:') >= 0;
  }

  normalize(event: SecurityEvent, _options: CefOptions, context: NormalizerContext): EventPatch {
    const read = readCef(wholeText(event));
    if (read === undefined) return {};
    const fields = productEventFields(read, CEF_KEYS, event, context);
    return event['process.name'] === 'CEF' ? { 'process.name': null, ...fields } : fields;
  }
}

/** Written as `CEF: 0|…` behind a syslog header, the mark has been taken for the name of a program. */
function wholeText(event: SecurityEvent): string {
  return event['process.name'] === 'CEF' ? `CEF:${event.message}` : event.message;
}
