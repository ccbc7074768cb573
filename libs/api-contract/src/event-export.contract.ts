import { z } from 'zod';

import { eventSelectionSchema, fieldNameSchema } from './event.contract';
import { givenTimeSchema, timeSchema } from './primitives';

/** Events one export may hold. */
export const MOST_EXPORTED = 1_000_000;

/** What a file of events may look like. */
const EXPORT_FORMATS = ['csv', 'ndjson'] as const;

/** Wants everything that matches as a file, in order of event time. */
export const createExportSchema = eventSelectionSchema.extend({
  from: givenTimeSchema.describe('Event time, included.'),
  to: givenTimeSchema.describe('Event time, not included.'),
  format: z.enum(EXPORT_FORMATS),
  columns: z.array(fieldNameSchema).max(50).default([]).describe('Of a CSV file, beside time, id and message.'),
});

export type CreateExport = z.infer<typeof createExportSchema>;

/** A file of events: it is made while it is fetched, once. */
export const eventExportSchema = z.object({
  id: z.uuid(),
  q: z.string(),
  from: timeSchema,
  to: timeSchema,
  format: z.enum(EXPORT_FORMATS),
  columns: z.array(z.string()),
  state: z.enum(['ready', 'running', 'done', 'cancelled', 'failed']),
  total: z.number().int().describe('Events that matched when it was asked for.'),
  written: z.number().int().describe('Events handed over so far.'),
  detail: z.string().describe('Why it is not whole; else empty.'),
  createdAt: timeSchema,
});

export type EventExport = z.infer<typeof eventExportSchema>;

/** Own exports, newest first; those older than a week are forgotten. */
export const exportListSchema = z.object({ exports: z.array(eventExportSchema), most: z.number().int() });

export type ExportList = z.infer<typeof exportListSchema>;
