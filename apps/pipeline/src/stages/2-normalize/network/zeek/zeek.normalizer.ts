import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { detailsWithin, wrapperFields } from '../../values/mozdef-wrapper';
import { readTsvRow } from './tsv/tsv-row';
import { ZEEK_WRITES, zeekFields } from './zeek-fields';
import { isZeek, openZeek } from './zeek-record';
import { zeekOptionsSchema, type ZeekOptions } from './zeek.options';

type Details = Record<string, FieldValue>;

/** Understands every log of Zeek, Bro as it was, as JSON: bare, and as MozDef's shippers wrapped it. */
@Injectable()
@NormalizerPlugin({
  type: 'zeek',
  understands: 'dialect',
  order: 300,
  stability: 'beta',
  options: zeekOptionsSchema,
  reads: ['log.file.path', 'tags', 'tocsin.application'],
  writes: [...ZEEK_WRITES, 'tags', 'tocsin.category', 'details'],
})
export class ZeekNormalizer implements Normalizer<ZeekOptions> {
  claims(event: SecurityEvent, context: NormalizerContext): boolean {
    return isZeek(event, context);
  }

  normalize(event: SecurityEvent, _options: ZeekOptions, context: NormalizerContext): EventPatch {
    const { name, record: opened, wrapper, text } = openZeek(event, context);
    const record = opened ?? (text === undefined ? undefined : readTsvRow(text, { name })?.record) ?? {};
    return {
      ...zeekFields(name, record, context),
      ...(text !== undefined && Object.keys(record).length === 0 ? { message: text } : {}),
      ...(wrapper === undefined ? {} : wrapperFields(event, wrapper)),
      details: wrapper === undefined ? (record as Details) : detailsWithin(wrapper, record),
    };
  }
}
