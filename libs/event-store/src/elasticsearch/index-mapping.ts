import { createHash } from 'node:crypto';

import { FIELDS, type FieldType, type FieldValue } from '@tocsin/event-model';

import { MAX_DEPTH } from '../refusal';

/** Where a document keeps what Elasticsearch needs and the event does not have; taken out again when it is read. */
export const OWN_FIELDS = {
  /** The event's id once more: `_id` cannot be sorted by. */
  id: 'tocsin.store.id',
  /** Fields of the event that the mapping does not know: kept, not indexed. */
  unmapped: 'tocsin.store.unmapped',
  /** Whole values of the fields that were cut for the index. */
  whole: 'tocsin.store.whole',
} as const;

/** In UTF-16 units; at most three bytes each, so that a term stays below Lucene's limit of 32,766 bytes. */
export const MAX_TERM_LENGTH = 8_191;
/** Of the keys that lead to a value inside `details`; Lucene's limit is for them and the value together. */
export const MAX_PATH_LENGTH = 2_500;

const WINDOWS_PREFIX = 'winlog.event_data.';
const MAX_DYNAMIC_FIELDS = 1_500;
const MAX_DYNAMIC_NAME = 256;

const KEPT_ONLY = { type: 'flattened', index: false, doc_values: false } as const;

const TYPES: Readonly<Record<FieldType, Record<string, unknown>>> = {
  keyword: { type: 'keyword', ignore_above: MAX_TERM_LENGTH },
  text: { type: 'text', norms: false, fields: { keyword: { type: 'keyword', ignore_above: MAX_TERM_LENGTH } } },
  ip: { type: 'ip' },
  date: { type: 'date' },
  long: { type: 'long' },
  double: { type: 'double' },
  boolean: { type: 'boolean' },
  geo_point: { type: 'geo_point' },
  flattened: { type: 'flattened', ignore_above: MAX_TERM_LENGTH, depth_limit: MAX_DEPTH + 1 },
};

const MAPPED: ReadonlySet<string> = new Set(FIELDS.map((field) => field.name));

/**
 * Whether the index may see the field. Only names we know and Windows' own may: any other would add to the mapping, and a
 * shipper could fill it.
 */
export function isMapped(field: string, value: FieldValue | undefined): boolean {
  return MAPPED.has(field) || (field.startsWith(WINDOWS_PREFIX) && isPlainDynamicField(field, value));
}

function isPlainDynamicField(field: string, value: FieldValue | undefined): boolean {
  const elements: readonly (FieldValue | undefined)[] = Array.isArray(value) ? value : [value];
  return (
    field.length <= MAX_DYNAMIC_NAME && elements.every((element) => typeof element !== 'object' || element === null)
  );
}

const PROPERTIES = {
  ...Object.fromEntries(FIELDS.map((field) => [field.name, TYPES[field.type]])),
  [OWN_FIELDS.id]: { type: 'keyword', index: false },
  [OWN_FIELDS.unmapped]: KEPT_ONLY,
  [OWN_FIELDS.whole]: KEPT_ONLY,
};

const MAPPING = {
  dynamic: true,
  subobjects: false,
  date_detection: false,
  dynamic_templates: [
    {
      windows_event_data: {
        path_match: `${WINDOWS_PREFIX}*`,
        match_mapping_type: '*',
        mapping: { type: 'keyword', ignore_above: MAX_TERM_LENGTH },
      },
    },
  ],
  properties: PROPERTIES,
};

/** Ours, with some for sub-fields, and those that come with Windows events. */
export const MAX_FIELDS = Object.keys(PROPERTIES).length + 100 + MAX_DYNAMIC_FIELDS;

const SETTINGS = {
  auto_expand_replicas: '0-1',
  'sort.field': '@timestamp',
  'sort.order': 'desc',
  // An event is taken as it is or refused, never converted.
  'mapping.coerce': false,
  'mapping.total_fields.limit': MAX_FIELDS,
  'mapping.total_fields.ignore_dynamic_beyond_limit': true,
};

/** Follows from fields, types and settings: an index that carries another was made by another release. */
export const MAPPING_VERSION = createHash('sha256')
  .update(JSON.stringify([MAPPING, SETTINGS]))
  .digest('hex')
  .slice(0, 12);

/** The mapping of an index of events, made from the fields of the event model. */
export const EVENT_MAPPING = { ...MAPPING, _meta: { version: MAPPING_VERSION } };

/** The template every daily index is made from. */
export function indexTemplate(indexPattern: string): Record<string, unknown> {
  return {
    index_patterns: [indexPattern],
    priority: 500,
    template: { settings: { index: SETTINGS }, mappings: EVENT_MAPPING },
    _meta: { version: MAPPING_VERSION, description: 'Events of Tocsin, one index per UTC day.' },
  };
}
