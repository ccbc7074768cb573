import { z } from 'zod';

import { cursorSchema, limitSchema, nextCursorSchema, timeSchema } from './primitives';

export const parkedListQuerySchema = z.strictObject({ cursor: cursorSchema.optional(), limit: limitSchema(50, 200) });

export type ParkedListQuery = z.infer<typeof parkedListQuerySchema>;

/** An event that could not be stored, why, and how it begins. */
export const parkedEventSchema = z.object({
  id: z.uuid(),
  batchId: z.string(),
  position: z.number().int(),
  eventId: z.string(),
  source: z.string(),
  stage: z.string(),
  reasonCode: z.string(),
  reason: z.string(),
  size: z.number().int().describe('Bytes as received.'),
  preview: z.string().describe('The first bytes read as UTF-8; log text, so show it as text only.'),
  receivedAt: timeSchema,
  parkedAt: timeSchema,
});

export type ParkedEvent = z.infer<typeof parkedEventSchema>;

/** A page of parked events, latest parked first. */
export const parkedPageSchema = z.object({
  parked: z.array(parkedEventSchema),
  total: z.number().int(),
  nextCursor: nextCursorSchema,
});

export type ParkedPage = z.infer<typeof parkedPageSchema>;
