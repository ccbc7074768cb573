/** What a field of an event may hold. Dates travel as RFC 3339 text in UTC with milliseconds. */
export type FieldValue =
  string | number | boolean | null | readonly FieldValue[] | { readonly [key: string]: FieldValue };

/**
 * One event in our vocabulary: a flat object whose keys are dotted ECS field names (`source.ip`), so that a rule, a query
 * and an enricher reach a field in one look-up. What we have no name for is nested under `details`.
 */
export interface SecurityEvent {
  [field: string]: FieldValue | undefined;
  /** Event time, RFC 3339, UTC, milliseconds. */
  '@timestamp': string;
  /** The line a person reads; may be empty, is never absent. */
  message: string;
  /** Everything the shipper sent that has no ECS name, as it came. */
  details?: { readonly [key: string]: FieldValue };
}

/** Fields to set on an event; `undefined` leaves a field alone, `null` removes it. */
export type EventPatch = Readonly<Record<string, FieldValue | undefined>>;

/** An event with the two things the store needs to write it once: its id and its UTC day (`2026-11-24`), or {@link STATES}. */
export interface IdentifiedEvent {
  readonly id: string;
  readonly day: string;
  readonly event: SecurityEvent;
}

/**
 * The value of a field, `undefined` when absent: a flat key, or a path inside `details` (`details.a.b`; a literal dotted
 * key inside details wins over the path).
 */
export function fieldValue(event: SecurityEvent, field: string): FieldValue | undefined {
  if (!field.startsWith('details.')) return Object.hasOwn(event, field) ? event[field] : undefined;
  const details: unknown = event.details;
  // A plug-in may have made anything of them.
  if (typeof details !== 'object' || details === null) return undefined;
  return valueIn(details as { readonly [key: string]: FieldValue }, field);
}

function valueIn(details: { readonly [key: string]: FieldValue }, field: string): FieldValue | undefined {
  const path = field.slice('details.'.length);
  if (Object.hasOwn(details, path)) return details[path];
  return path.split('.').reduce<FieldValue | undefined>(stepInto, details);
}

function stepInto(value: FieldValue | undefined, key: string): FieldValue | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, key))
    return undefined;
  return (value as { readonly [key: string]: FieldValue })[key];
}
