import type { ItemKind } from '@tocsin/api-contract';

import { PHASE_WORDS } from '../incident-words';

/** How a field of an item is changed. */
export type FieldWay = 'line' | 'lines' | 'time' | 'person' | 'choice' | 'checklist';

export interface ItemField {
  readonly field: string;
  readonly label: string;
  readonly way: FieldWay;
  /** Values to choose from with their words, `null` for none. */
  readonly choices?: readonly (readonly [value: string | boolean | null, words: string])[];
  readonly longest?: number;
}

const TITLE: ItemField = { field: 'title', label: 'Title', way: 'line', longest: 300 };
const ASSIGNEE: ItemField = { field: 'assigneeId', label: 'Assignee', way: 'person' };
const TYPES = [
  ...['ipv4', 'ipv6', 'cidr', 'domain', 'url', 'email', 'md5', 'sha1', 'sha256', 'sha512', 'user', 'host', 'file_name'],
  ...['file_path', 'registry_key', 'mac', 'asn', 'cve', 'user_agent', 'certificate', 'bitcoin', 'other'],
];

/** What can be changed of an item besides its state, in the order in which it is shown. */
export const ITEM_FIELDS: Readonly<Record<ItemKind, readonly ItemField[]>> = {
  task: [
    TITLE,
    ASSIGNEE,
    { field: 'dueAt', label: 'Due', way: 'time' },
    { field: 'phase', label: 'Phase', way: 'choice', choices: [[null, 'any phase'], ...Object.entries(PHASE_WORDS)] },
    { field: 'checklist', label: 'Checklist', way: 'checklist' },
  ],
  indicator: [
    { field: 'value', label: 'Value', way: 'line', longest: 2_000 },
    { field: 'type', label: 'Type', way: 'choice', choices: TYPES.map((type) => [type, type.replaceAll('_', ' ')]) },
    {
      ...{ field: 'isMalicious', label: 'Malicious', way: 'choice' },
      choices: [
        [null, 'not known'],
        [true, 'yes'],
        [false, 'no'],
      ],
    },
    { field: 'note', label: 'Note', way: 'line', longest: 1_000 },
  ],
  theory: [
    TITLE,
    { field: 'evidenceFor', label: 'What speaks for it, one a line', way: 'lines' },
    { field: 'evidenceAgainst', label: 'What speaks against it, one a line', way: 'lines' },
  ],
  mitigation: [TITLE, ASSIGNEE, { field: 'isTemporaryUntil', label: 'Temporary until', way: 'time' }],
  lesson: [TITLE, { field: 'whatToDo', label: 'What to do', way: 'line', longest: 2_000 }, ASSIGNEE],
  reference: [TITLE, { field: 'url', label: 'Address', way: 'line', longest: 2_000 }],
  timeline: [
    { field: 'at', label: 'Happened', way: 'time' },
    TITLE,
    { field: 'about', label: 'From', way: 'line', longest: 300 },
  ],
  veris: [],
};

/** The words for a field, for messages. */
export function labelOf(kind: ItemKind, field: string): string {
  return ITEM_FIELDS[kind].find((one) => one.field === field)?.label ?? field;
}

/** A time as somebody types it, UTC unless it says otherwise: `2026-11-24 12:15`. `undefined` when it is none. */
export function timeOf(typed: string): string | undefined {
  const text = typed.trim().replace(/^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2}.*)$/, '$1T$2');
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const date = new Date(/T\d/.test(text) && !hasZone ? `${text}Z` : text);
  return /^\d{4}-/.test(text) && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
}

/** How {@link timeOf} reads it back. */
export function timeText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 16).replace('T', ' ') : '';
}

export interface ChecklistPoint {
  readonly id: string;
  readonly text: string;
  readonly isDone: boolean;
}

export function pointsOf(value: unknown): readonly ChecklistPoint[] {
  return Array.isArray(value) ? (value as ChecklistPoint[]) : [];
}
