import { z } from 'zod';

import { assigneeSchema } from './alert.contract';
import { eventIdSchema, storedEventSchema } from './event.contract';
import { incidentNumberSchema } from './incident.contract';
import { timeSchema } from './primitives';

/** Events that belong to an incident, and no longer do. Of each the whole event is copied when it is added. */
export const changeIncidentEventsSchema = z.strictObject({
  add: z.array(eventIdSchema).max(100).default([]),
  remove: z.array(eventIdSchema).max(100).default([]),
});

export type ChangeIncidentEvents = z.infer<typeof changeIncidentEventsSchema>;

const linkedEventSchema = z.object({
  id: z.string(),
  day: z.string().describe('UTC day of the index that held it.'),
  at: z.string().describe('Event time.'),
  message: z.string().describe('How it begins, at most 1,000 characters.'),
  source: z.string().describe('`A-18423`: of its proof. Empty: added by hand.'),
  incident: incidentNumberSchema.describe('To which it was added; another one when that was merged.'),
  linkedAt: timeSchema,
  linkedBy: assigneeSchema.nullable(),
});

export type LinkedEvent = z.infer<typeof linkedEventSchema>;

/** Newest event first, at most 500. */
export const linkedEventsSchema = z.object({ events: z.array(linkedEventSchema), total: z.number().int() });

export type LinkedEvents = z.infer<typeof linkedEventsSchema>;

/** The copy of an event, and what became of the original since. */
export const eventCopySchema = linkedEventSchema.extend({
  event: storedEventSchema.shape.event,
  original: z
    .enum(['equal', 'different', 'gone', 'unknown'])
    .describe('Whether it is still stored, and says the same; `unknown` while the event store is away.'),
});

export type EventCopy = z.infer<typeof eventCopySchema>;
