import { isDeepStrictEqual } from 'node:util';

import type { SimulationTraceStep } from '@tocsin/api-contract';
import type { FieldValue, SecurityEvent } from '@tocsin/event-model';

type Change = SimulationTraceStep['changes'][number];
type Values = Readonly<Record<string, FieldValue | undefined>>;

/** An event as it was, as deep as plug-ins change it. */
export interface Snapshot {
  readonly fields: Values;
  readonly details: Values;
}

const NOTES = 'tocsin.notes';
/** Told in other ways than as changes. */
const APART: ReadonlySet<string> = new Set(['details', NOTES, 'tocsin.plugins']);
const NONE: ReadonlySet<string> = new Set();

export function snapshotOf(event: SecurityEvent): Snapshot {
  return { fields: { ...event }, details: { ...event.details } };
}

/** Fields that are not what they were, those of details by themselves. */
export function changesOf(before: Snapshot, event: SecurityEvent): Change[] {
  return [
    ...differences(before.fields, event, '', APART),
    ...differences(before.details, event.details ?? {}, 'details.', NONE),
  ];
}

/** Notes that were added. */
export function newNotes({ fields }: Snapshot, event: SecurityEvent): string[] {
  return notesOf(event).slice(notesOf(fields).length);
}

function notesOf(values: Values): string[] {
  const notes = values[NOTES];
  return Array.isArray(notes) ? notes.map(String) : [];
}

function differences(before: Values, after: Values, prefix: string, apart: ReadonlySet<string>): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (apart.has(name) || was === is || isDeepStrictEqual(was, is)) return [];
    return [{ field: `${prefix}${name}`, ...valued('before', was), ...valued('after', is) }];
  });
}

function valued(key: 'before' | 'after', value: FieldValue | undefined): Partial<Change> {
  return value === undefined ? {} : { [key]: value };
}
