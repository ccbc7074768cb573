import { z } from 'zod';

import {
  cursorSchema,
  givenTimeSchema,
  limitSchema,
  lineSchema,
  nextCursorSchema,
  optionalLineSchema,
  timeSchema,
} from './primitives';

/** Which parked events are meant; every part narrows. */
const parkedFilterSchema = z.strictObject({
  reasonCode: lineSchema(128).optional(),
  stage: lineSchema(64).optional(),
  source: lineSchema(128).optional(),
  q: optionalLineSchema(200).describe('Text to find in the reason, the id or the first 4,000 bytes.'),
  from: givenTimeSchema.optional().describe('Parked at that time or after.'),
  to: givenTimeSchema.optional().describe('Not included.'),
});

export const parkedListQuerySchema = parkedFilterSchema.extend({
  cursor: cursorSchema.optional(),
  limit: limitSchema(50, 200),
});

export type ParkedListQuery = z.infer<typeof parkedListQuerySchema>;

export const parkedGroupsQuerySchema = parkedFilterSchema;

export type ParkedGroupsQuery = z.infer<typeof parkedGroupsQuerySchema>;

/** An event that could not be stored, why, and how it begins. */
export const parkedEventSchema = z.object({
  id: z.uuid(),
  batchId: z.string(),
  position: z.number().int(),
  eventId: z.string(),
  source: z.string(),
  dialect: z.string().describe('How its shipper speaks.'),
  zone: z.string().nullable().describe('Of its source, when it was received.'),
  stage: z.string(),
  reasonCode: z.string(),
  reason: z.string(),
  size: z.number().int().describe('Bytes as received.'),
  preview: z.string().describe('The first bytes read as UTF-8; log text, so show it as text only.'),
  attempts: z.number().int().describe('How often it was refused.'),
  isUnderWay: z.boolean().describe('It is being tried again.'),
  receivedAt: timeSchema,
  parkedAt: timeSchema,
});

export type ParkedEvent = z.infer<typeof parkedEventSchema>;

/** A page of parked events, latest parked first. `total` counts all that match. */
export const parkedPageSchema = z.object({
  parked: z.array(parkedEventSchema),
  total: z.number().int(),
  nextCursor: nextCursorSchema,
});

export type ParkedPage = z.infer<typeof parkedPageSchema>;

/** Parked events by reason, stage and source; most first, at most 200. */
export const parkedGroupsSchema = z.object({
  groups: z.array(
    z.object({
      reasonCode: z.string(),
      stage: z.string(),
      source: z.string(),
      events: z.number().int(),
      firstAt: timeSchema,
      lastAt: timeSchema,
      sample: z.object({ id: z.uuid(), reason: z.string() }).describe('The latest.'),
    }),
  ),
});

export type ParkedGroups = z.infer<typeof parkedGroupsSchema>;

/** The whole bytes of one; reading them is recorded. */
export const parkedRawSchema = z.object({
  id: z.uuid(),
  base64: z.string().describe('As received.'),
  text: z.string().nullable().describe('The same as text; null when they are no UTF-8.'),
  edited: z.string().nullable().describe('What somebody made of it for an earlier try.'),
});

export type ParkedRaw = z.infer<typeof parkedRawSchema>;

/** One is tried again, perhaps with other bytes. */
export const retryParkedSchema = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(1_048_576)
    .optional()
    .describe('What to send instead of what was received; line ends in it become blanks.'),
});

export type RetryParked = z.infer<typeof retryParkedSchema>;

const someParked = {
  ids: z.array(z.uuid()).min(1).max(1_000).optional(),
  ...parkedFilterSchema.shape,
};
const isNarrowed = ({ q, ...rest }: { q: string }): boolean =>
  q !== '' || Object.values(rest).some((value) => value !== undefined);
const NOT_NARROWED = { error: 'must say which: ids, a reason, a source, a stage, a time or a text' };

/** All that match are tried again, through the pipeline as it is now. */
export const retryManyParkedSchema = z.strictObject(someParked).refine(isNarrowed, NOT_NARROWED);

export type RetryManyParked = z.infer<typeof retryManyParkedSchema>;

/** All that match are dropped for good, under the name of a rule that the ledger counts them by. */
export const discardParkedSchema = z
  .strictObject({
    ...someParked,
    rule: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be 1 to 63 lower-case letters, digits, ".", "_" or "-"')
      .describe('Why, in a word that stays: `test-traffic`.'),
  })
  .refine(({ rule: _, ...filter }) => isNarrowed(filter), NOT_NARROWED);

export type DiscardParked = z.infer<typeof discardParkedSchema>;

export const parkedRetrySchema = z.object({
  id: z.uuid().describe('Under which to ask how far it is.'),
  events: z.number().int().describe('Events that are tried again; those under way already are not among them.'),
});

export type ParkedRetry = z.infer<typeof parkedRetrySchema>;

export const retryProgressSchema = z.object({
  id: z.uuid(),
  askedBy: z.string(),
  askedAt: timeSchema,
  events: z.number().int(),
  waiting: z.number().int().describe('Not sent yet, or on their way.'),
});

export type RetryProgress = z.infer<typeof retryProgressSchema>;

export const discardedParkedSchema = z.object({ events: z.number().int() });

export type DiscardedParked = z.infer<typeof discardedParkedSchema>;
