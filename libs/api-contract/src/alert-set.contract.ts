import { z } from 'zod';

import { alertFacetsQuerySchema, alertNumberSchema, verdictSchema } from './alert.contract';
import { resolveAlertSchema, snoozeAlertSchema, tagAlertSchema } from './triage.contract';
import { limitSchema, nextCursorSchema, cursorSchema, timeSchema } from './primitives';

/** Which alerts are to be frozen: all that a list would show, or those named. */
export const createAlertSetSchema = z.union([
  z.strictObject({ filter: alertFacetsQuerySchema.describe('As a list is asked for.') }),
  z.strictObject({ numbers: z.array(alertNumberSchema).min(1).max(1_000) }),
]);

export type CreateAlertSet = z.infer<typeof createAlertSetSchema>;

/** What is to be done to each alert of a set. A duplicate is of one alert, so it is said of each alone. */
export const alertSetActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('resolve'),
    verdict: verdictSchema.exclude(['duplicate']),
    comment: resolveAlertSchema.shape.comment,
  }),
  z.strictObject({ kind: z.literal('acknowledge') }),
  z.strictObject({ kind: z.literal('assign'), assigneeId: z.uuid().nullable().describe('Null is nobody.') }),
  z.strictObject({ kind: z.literal('snooze'), ...snoozeAlertSchema.shape }),
  z.strictObject({ kind: z.literal('tag'), ...tagAlertSchema.shape }),
]);

export type AlertSetAction = z.infer<typeof alertSetActionSchema>;

const countSchema = z.number().int();

/**
 * Alerts that were frozen together. `total` is their number for good; of these `done` were changed, `changed` were left
 * because somebody decided about them meanwhile, and `unfit` because there was nothing to do.
 */
export const alertSetSchema = z.object({
  id: z.uuid(),
  createdAt: timeSchema,
  total: countSchema,
  state: z.enum(['frozen', 'running', 'done', 'undoing', 'undone']),
  action: alertSetActionSchema.nullable(),
  done: countSchema,
  changed: countSchema,
  unfit: countSchema,
  undone: countSchema,
  kept: countSchema.describe('Left when it was undone, because somebody had decided about them since.'),
  undoUntil: timeSchema.nullable().describe('It can be undone until then; null when it cannot be undone.'),
});

export type AlertSet = z.infer<typeof alertSetSchema>;

export const alertSetLeftQuerySchema = z.strictObject({ cursor: cursorSchema.optional(), limit: limitSchema(50, 500) });

export type AlertSetLeftQuery = z.infer<typeof alertSetLeftQuerySchema>;

/** Alerts of a set that were left as they are, and why. */
export const alertSetLeftSchema = z.object({
  alerts: z.array(
    z.object({ number: alertNumberSchema, title: z.string(), why: z.enum(['changed', 'unfit', 'kept']) }),
  ),
  nextCursor: nextCursorSchema,
});

export type AlertSetLeft = z.infer<typeof alertSetLeftSchema>;
