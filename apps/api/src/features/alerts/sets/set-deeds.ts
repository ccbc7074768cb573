import type { AlertSetAction } from '@tocsin/api-contract';

import { MAX_TAGS } from '../alert-notes';

/** What an action is in SQL, about the table `alert`. */
export interface SetDeed {
  /** Whether there is anything to do. */
  readonly fits: string;
  readonly set: string;
  readonly history: { readonly kind: string; readonly detail: string };
  /** What the history says when it is taken back. */
  readonly undo: { readonly kind: string; readonly detail: string };
  readonly parameters: readonly unknown[];
}

/** Number of the first parameter a deed names; those before are of the statement around it. */
const FIRST = 5;
/** Of the statement around it. */
const NOW = '$3::timestamptz';
const ACTOR = '$4::uuid';
const OPEN = `alert.status <> 'resolved'`;
const NOTHING = `'{}'::jsonb`;

/** Decisions as they stand in the alert, in one number: two prints that are equal mean that nobody decided anything. */
export const PRINT = `hashtextextended(ROW(alert.status, alert.assignee_id, alert.snoozed_until, alert.verdict,
  alert.resolved_at, alert.tags)::text, 0)`;

const KEPT = [
  'status',
  'assignee_id',
  'acknowledged_at',
  'acknowledged_by',
  'resolved_at',
  'resolved_by',
  'verdict',
  'duplicate_of',
  'snoozed_until',
  'tags',
];

/** The columns an action may change, as they are now. */
export const BEFORE = `jsonb_build_object(${KEPT.map((column) => `'${column}', alert.${column}`).join(', ')})`;

/** Puts them back from a record `old` of the same columns. */
export const RESTORE = KEPT.map((column) => `${column} = old.${column}`).join(', ');

export function deedOf(action: AlertSetAction): SetDeed {
  switch (action.kind) {
    case 'acknowledge':
      return ACKNOWLEDGE;
    case 'assign':
      return assign(action.assigneeId);
    case 'resolve':
      return resolve(action);
    case 'snooze':
      return snooze(action.until);
    case 'tag':
      return tag(action);
  }
}

const ACKNOWLEDGE: SetDeed = {
  fits: `${OPEN} AND coalesce(alert.assignee_id, ${ACTOR}) = ${ACTOR} AND (alert.status = 'new' OR alert.assignee_id IS NULL)`,
  set: `status = 'in_progress', assignee_id = ${ACTOR}, acknowledged_at = coalesce(alert.acknowledged_at, ${NOW}),
    acknowledged_by = coalesce(alert.acknowledged_by, ${ACTOR})`,
  history: { kind: 'acknowledge', detail: NOTHING },
  undo: { kind: 'assign', detail: handOver(ACTOR, `(before->>'assignee_id')::uuid`) },
  parameters: [],
};

function assign(assigneeId: string | null): SetDeed {
  const to = `$${FIRST}::uuid`;
  return {
    fits: `${OPEN} AND alert.assignee_id IS DISTINCT FROM ${to}`,
    set: `assignee_id = ${to}`,
    history: { kind: 'assign', detail: handOver(`(before->>'assignee_id')::uuid`, to) },
    undo: { kind: 'assign', detail: handOver(to, `(before->>'assignee_id')::uuid`) },
    parameters: [assigneeId],
  };
}

function resolve({ verdict, comment }: Extract<AlertSetAction, { kind: 'resolve' }>): SetDeed {
  return {
    fits: OPEN,
    set: `status = 'resolved', resolved_at = ${NOW}, resolved_by = ${ACTOR}, snoozed_until = NULL, verdict = $${FIRST}::text`,
    history: {
      kind: 'resolve',
      detail: `jsonb_strip_nulls(jsonb_build_object('verdict', $${FIRST}::text, 'text', $${FIRST + 1}::text))`,
    },
    undo: { kind: 'reopen', detail: `jsonb_build_object('verdict', $${FIRST}::text)` },
    parameters: [verdict, comment ?? null],
  };
}

function snooze(until: string): SetDeed {
  const time = `$${FIRST}::timestamptz`;
  return {
    fits: `${OPEN} AND alert.snoozed_until IS DISTINCT FROM ${time}`,
    set: `snoozed_until = ${time}`,
    history: { kind: 'snooze', detail: `jsonb_build_object('until', $${FIRST + 1}::text)` },
    undo: { kind: 'unsnooze', detail: NOTHING },
    parameters: [until, new Date(until).toISOString()],
  };
}

function tag({ add, remove }: Extract<AlertSetAction, { kind: 'tag' }>): SetDeed {
  const [added, removed] = [`$${FIRST}::text[]`, `$${FIRST + 1}::text[]`];
  const tags = `ARRAY(SELECT DISTINCT one FROM unnest(alert.tags || ${added}) AS one WHERE one <> ALL(${removed}) ORDER BY one)`;
  return {
    fits: `alert.tags <> ${tags} AND cardinality(${tags}) <= ${MAX_TAGS}`,
    set: `tags = ${tags}`,
    history: { kind: 'tag', detail: `jsonb_build_object('added', ${added}, 'removed', ${removed})` },
    undo: { kind: 'tag', detail: `jsonb_build_object('added', ${removed}, 'removed', ${added})` },
    parameters: [add, remove],
  };
}

function handOver(from: string, to: string): string {
  return `jsonb_build_object('from', ${person(from)}, 'to', ${person(to)})`;
}

function person(id: string): string {
  return `(SELECT jsonb_build_object('id', id, 'username', username, 'displayName', display_name) FROM account WHERE id = ${id})`;
}
