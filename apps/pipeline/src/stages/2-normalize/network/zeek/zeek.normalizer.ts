import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type JsonRecord, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

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
  reads: ['log.file.path', 'tags'],
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
      ...(opened === undefined && text !== undefined && Object.keys(record).length === 0 ? { message: text } : {}),
      ...(wrapper === undefined ? {} : wrapperFields(event, wrapper)),
      details: detailsOf(record, wrapper),
    };
  }
}

function wrapperFields({ tags: own }: SecurityEvent, wrapper: JsonRecord): EventPatch {
  const host = ['HOST_FROM', 'host_from', 'hostname'].map((key) => wrapper[key]).find((one) => typeof one === 'string');
  const { tags: given, category } = wrapper;
  const tags = [own, given].flat().filter((tag) => typeof tag === 'string');
  return {
    'tocsin.category': typeof category === 'string' ? category : undefined,
    'host.name': host === '' ? undefined : host,
    tags: tags.length === 0 ? undefined : [...new Set(tags)],
  };
}

/** What became a field of its own, or was the text that the record came in. */
const READ_ELSEWHERE = new Set(['MESSAGE', 'message', 'SOURCE', 'source', 'category', 'tags', 'summary']);

/** The record whole, as sent, and what was around it. */
function detailsOf(record: JsonRecord, wrapper: JsonRecord | undefined): Details {
  const around = Object.entries(wrapper ?? {}).filter(
    ([key]) => !READ_ELSEWHERE.has(key) && !Object.hasOwn(record, key),
  );
  return { ...(Object.fromEntries(around) as Details), ...(record as Details) };
}
