import { z } from 'zod';

import { alertNumberSchema, assigneeSchema, tagSchema, verdictSchema } from './alert.contract';
import { cursorSchema, givenTimeSchema, limitSchema, nextCursorSchema, timeSchema } from './primitives';

/** What people write about an alert; may have several lines. */
const textSchema = z
  .string()
  .trim()
  .min(1)
  .max(10_000)
  .regex(/^[\P{Cc}\n\r\t]*$/u, 'must hold no control characters but line ends and tabs');

const tagsSchema = z.array(tagSchema).max(20).default([]);

/** How an alert ends. */
export const resolveAlertSchema = z
  .strictObject({
    verdict: verdictSchema,
    duplicateOf: alertNumberSchema
      .optional()
      .describe('Of a duplicate, and only of one: the alert it says the same as.'),
    comment: textSchema.optional(),
  })
  .refine(({ verdict, duplicateOf }) => (verdict === 'duplicate') === (duplicateOf !== undefined), {
    path: ['duplicateOf'],
    error: 'must be given for a duplicate, and only for one',
  });

export type ResolveAlert = z.infer<typeof resolveAlertSchema>;

export const reopenAlertSchema = z.strictObject({
  resolvedAt: givenTimeSchema.optional().describe('Only if it is still this resolution that ends.'),
});

export type ReopenAlert = z.infer<typeof reopenAlertSchema>;

/** Who has it, and who is to have it; null is nobody. */
export const assignAlertSchema = z.strictObject({
  seenAssigneeId: z.uuid().nullable().describe('Who had it when the choice was made.'),
  assigneeId: z.uuid().nullable(),
});

export type AssignAlert = z.infer<typeof assignAlertSchema>;

export const snoozeAlertSchema = z.strictObject({
  until: givenTimeSchema.describe('In the future, at most 90 days.'),
});

export type SnoozeAlert = z.infer<typeof snoozeAlertSchema>;

export const unsnoozeAlertSchema = z.strictObject({
  until: givenTimeSchema.optional().describe('Only if it is still the snooze until then that ends.'),
});

export type UnsnoozeAlert = z.infer<typeof unsnoozeAlertSchema>;

export const commentAlertSchema = z.strictObject({ text: textSchema });

export type CommentAlert = z.infer<typeof commentAlertSchema>;

/** Merged with what others add and remove. */
export const tagAlertSchema = z
  .strictObject({ add: tagsSchema, remove: tagsSchema })
  .refine(({ add, remove }) => add.length + remove.length > 0, { error: 'must add or remove a tag' })
  .refine(({ add, remove }) => !add.some((tag) => remove.includes(tag)), {
    error: 'must not add and remove the same tag',
  });

export type TagAlert = z.infer<typeof tagAlertSchema>;

export const alertHistoryQuerySchema = z.strictObject({
  cursor: cursorSchema.optional(),
  limit: limitSchema(100, 500),
});

export type AlertHistoryQuery = z.infer<typeof alertHistoryQuerySchema>;

const historyDetailSchema = z.object({
  text: z.string().optional().describe('The comment.'),
  verdict: verdictSchema.nullable().optional().describe('Of a resolution; of a reopening the one that fell.'),
  duplicateOf: alertNumberSchema.optional(),
  from: assigneeSchema.nullable().optional().describe('Who had it.'),
  to: assigneeSchema.nullable().optional().describe('Who has it from then on.'),
  until: timeSchema.optional().describe('Of a snooze: its end.'),
  added: z.array(z.string()).optional(),
  removed: z.array(z.string()).optional(),
});

export type AlertHistoryDetail = z.infer<typeof historyDetailSchema>;

/** One thing somebody did to an alert. */
const alertHistoryEntrySchema = z.object({
  id: z.string(),
  at: timeSchema,
  kind: z.enum(['acknowledge', 'assign', 'resolve', 'reopen', 'snooze', 'unsnooze', 'comment', 'tag']),
  by: assigneeSchema.nullable().describe('Null: Tocsin itself.'),
  detail: historyDetailSchema,
});

export type AlertHistoryEntry = z.infer<typeof alertHistoryEntrySchema>;

/** A page of what was done to an alert, oldest first. */
export const alertHistoryPageSchema = z.object({
  entries: z.array(alertHistoryEntrySchema),
  nextCursor: nextCursorSchema,
});

export type AlertHistoryPage = z.infer<typeof alertHistoryPageSchema>;
