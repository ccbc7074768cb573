import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { withShipper } from '../../values/mozdef-wrapper';
import { plainSeverity } from '../../values/plain-severity';
import { readTsvRow } from './tsv/tsv-row';
import { zeekFields } from './zeek-fields';
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
  reads: ['event.provider', 'log.file.path', 'log.level', 'process.name', 'process.pid', 'tags', 'tocsin.application'],
  writes: ['*'],
})
export class ZeekNormalizer implements Normalizer<ZeekOptions> {
  claims(event: SecurityEvent, context: NormalizerContext): boolean {
    return isZeek(event, context);
  }

  normalize(event: SecurityEvent, _options: ZeekOptions, context: NormalizerContext): EventPatch {
    const { name, record: opened, wrapping, text } = openZeek(event, context);
    const record = opened ?? (text === undefined ? undefined : readTsvRow(text, { name })?.record) ?? {};
    const fields = { ...zeekFields(name, record, context), ...plainSeverity(event) };
    // A line around the record may have said already who it is from.
    const provider = event['event.provider'] ?? fields['event.provider'];
    if (wrapping === undefined) return { ...fields, 'event.provider': provider, details: record as Details };
    const isText = text !== undefined && Object.keys(record).length === 0;
    const said = { 'event.provider': wrapping.provider, ...fields, ...(isText ? { message: text } : {}) };
    return withShipper({ fields: said, record }, wrapping, event, context);
  }
}
