import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import type { Normalizer, NormalizerContext } from '@tocsin/plugin-kit';

import { AliasNormalizer } from '../shippers/alias/alias.normalizer';
import type { Draft, KindDeclaration } from './record-kind';
import { isRecord, RecordKinds, type FoundRecord } from './record-kinds';
import { tell } from './tell';

/** What a shipper says of the record it carries comes before the record's own words, but for what only the record can know. */
const SHIPPER_KNOWS = [
  ...['@timestamp', 'message', 'event.provider', 'host.name', 'process.name', 'tocsin.category', 'tags'],
  ...['log.file.path', 'tocsin.notes'],
];

const shipperWords = new AliasNormalizer();

/**
 * Normalizer of what products write as JSON: fields by table, the record whole under details. A record that stands under the
 * `details` of a shipper's (MozDef's way) becomes the same event, with what the shipper says of it.
 */
export abstract class RecordNormalizer implements Normalizer<object> {
  private readonly kinds: RecordKinds;

  constructor(declarations: readonly KindDeclaration[]) {
    this.kinds = new RecordKinds(declarations);
  }

  claims(_event: SecurityEvent, { record }: NormalizerContext): boolean {
    return this.kinds.find(record) !== undefined;
  }

  normalize(event: SecurityEvent, _options: object, context: NormalizerContext): EventPatch {
    const found = this.kinds.find(context.record);
    if (found === undefined) return {};
    const fields = found.kind.read(found.record, context);
    fields['details'] ??= found.record as Draft;
    if (found.wrapper !== undefined) addShipperWords(fields, found, event, { ...context, record: found.wrapper });
    fields['message'] ??= tell(fields);
    return fields;
  }
}

function addShipperWords(fields: Draft, { kind }: FoundRecord, event: SecurityEvent, context: NormalizerContext): void {
  const outer = Object.fromEntries(Object.entries(context.record).filter(([key]) => key !== 'details'));
  const words = shipperWords.normalize(event, {}, { ...context, record: outer }) as Draft;
  for (const field in words) {
    if (field === 'details') continue;
    const isTheirs = SHIPPER_KNOWS.includes(field) && !kind.knowsBetter(field);
    if (fields[field] === undefined || isTheirs) fields[field] = words[field] as FieldValue;
  }
  if (isRecord(words['details'])) fields['details'] = beside(words['details'], fields['details'] as Draft);
}

/** A key that both have is the record's. */
function beside(words: Draft, record: Draft): Draft {
  return Object.fromEntries([...Object.entries(words), ...Object.entries(record)]);
}
