import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

/** What syslog-ng wrote around a sensor's record for MozDef, in one case or the other. */
export interface Wrapping {
  readonly provider: string | undefined;
  /** The record as text. */
  readonly text: string | undefined;
  /** The record, where somebody opened it before us. */
  readonly details: JsonRecord | undefined;
}

/** What becomes a field of its own, or is the text that the record came in. */
const READ = new Set(['MESSAGE', 'message', 'SOURCE', 'source', 'category', 'tags', 'summary', 'details']);
const HOSTS = ['HOST_FROM', 'host_from', 'hostname'];

/** Whether a record says that it holds one of a category: `{category, customendpoint, …}`, where the endpoint may be that of its way. */
export function isWrapped(event: SecurityEvent, record: JsonRecord, categories: ReadonlySet<string>): boolean {
  if (!categories.has(record['category'] as string)) return false;
  return Object.hasOwn(record, 'customendpoint') || event['tocsin.application'] !== undefined;
}

export function readWrapping(record: JsonRecord): Wrapping {
  const { details } = record;
  return {
    provider: textOf(record['SOURCE']) ?? textOf(record['source']),
    text: textOf(record['MESSAGE']) ?? textOf(record['message']),
    details:
      typeof details === 'object' && details !== null && !Array.isArray(details) ? (details as JsonRecord) : undefined,
  };
}

/** Category, tags and host of what is inside. */
export function wrapperFields({ tags: own }: SecurityEvent, wrapper: JsonRecord): EventPatch {
  const { tags: given, category } = wrapper;
  const tags = [own, given].flat().filter((tag) => typeof tag === 'string');
  return {
    'tocsin.category': textOf(category),
    'host.name': HOSTS.map((key) => textOf(wrapper[key])).find((host) => host !== undefined),
    tags: tags.length === 0 ? undefined : [...new Set(tags)],
  };
}

/** A record whole, as sent, and what else was around it. */
export function detailsWithin(wrapper: JsonRecord, record: JsonRecord): Readonly<Record<string, FieldValue>> {
  const around = Object.entries(wrapper).filter(([key]) => !READ.has(key) && !Object.hasOwn(record, key));
  return { ...(Object.fromEntries(around) as Record<string, FieldValue>), ...(record as Record<string, FieldValue>) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
