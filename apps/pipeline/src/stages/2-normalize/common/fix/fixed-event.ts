import { fieldSpec, fieldValue, type EventPatch, type FieldValue, type SecurityEvent } from '@tocsin/event-model';

import type { TimeFrame } from '../../time/parse-time';
import { fitValue } from '../../values/typed-value';

const DETAILS = 'details.';

/** An event while rules change it: the event itself stays as it is, the changes become a patch. */
export class FixedEvent {
  /** The event as the rules have made it so far. */
  current: SecurityEvent;
  private readonly changes: Record<string, FieldValue> = {};
  private readonly notes: string[] = [];

  constructor(
    event: Readonly<SecurityEvent>,
    private readonly frame: TimeFrame,
  ) {
    this.current = event;
  }

  get(field: string): FieldValue | undefined {
    return fieldValue(this.current, field);
  }

  /** Sets a field to what its type makes of the value; one that does not fit is noted and changes nothing. */
  set(rule: string, field: string, value: FieldValue): boolean {
    const spec = fieldSpec(field);
    const fitted = spec === undefined ? value : fitValue(spec, value, this.frame);
    if (fitted === undefined) this.notes.push(`Rule ${rule} of fix: its value does not fit ${field}; left as it is`);
    else this.put(field, fitted);
    return fitted !== undefined;
  }

  remove(field: string): void {
    if (this.get(field) === undefined) return;
    if (field.startsWith(DETAILS)) this.removeDetail(field.slice(DETAILS.length));
    else this.put(field, null);
  }

  note(text: string): void {
    this.notes.push(text);
  }

  patch(): EventPatch {
    return this.notes.length === 0 ? this.changes : { ...this.changes, 'tocsin.notes': this.notes };
  }

  private put(field: string, value: FieldValue): void {
    if (value === this.get(field)) return;
    if (field.startsWith(DETAILS)) {
      this.replaceDetails({ ...this.current.details, [field.slice(DETAILS.length)]: value });
      return;
    }
    this.changes[field] = value;
    this.current = { ...this.current, [field]: value === null ? undefined : value };
  }

  /** A key as it stands, or the last of a path. */
  private removeDetail(path: string): void {
    const details = this.current.details ?? {};
    if (Object.hasOwn(details, path)) this.replaceDetails(without(details, [path]));
    else this.replaceDetails(without(details, path.split('.')));
  }

  private replaceDetails(details: Readonly<Record<string, FieldValue>>): void {
    this.changes['details'] = Object.keys(details).length === 0 ? null : details;
    this.current = { ...this.current, details };
  }
}

type Json = Readonly<Record<string, FieldValue>>;

function without(record: Json, [key = '', ...rest]: readonly string[]): Json {
  const value = record[key];
  if (rest.length === 0 || typeof value !== 'object' || value === null || Array.isArray(value))
    return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key || rest.length > 0));
  return { ...record, [key]: without(value as Json, rest) };
}
