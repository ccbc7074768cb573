import { z } from 'zod';

import { cursorSchema, givenTimeSchema, limitSchema, nextCursorSchema } from './primitives';

/** Id of an event, as the store keeps it. */
export const eventIdSchema = z
  .string()
  .min(1)
  .max(512)
  .regex(/^\P{Cc}*$/u, 'must not contain control characters');

/** A search over stored events. */
export const eventListQuerySchema = z.strictObject({
  q: z
    .string()
    .max(4_000)
    .regex(/^[^\0]*$/, 'must not contain NUL')
    .default('')
    .describe('In the search language; empty finds everything.'),
  from: givenTimeSchema.optional().describe('Event time, included; by default a day before `to`.'),
  to: givenTimeSchema.optional().describe('Event time, not included; by default now.'),
  sort: z.enum(['newest', 'oldest']).default('newest'),
  cursor: cursorSchema.optional(),
  limit: limitSchema(50, 500),
});

export type EventListQuery = z.infer<typeof eventListQuerySchema>;

/** An event under its id: flat, keys are ECS field names; what has no name there is under `details`. */
export const storedEventSchema = z.object({
  id: z.string(),
  event: z.looseObject({ '@timestamp': z.string(), message: z.string() }),
});

export type EventView = z.infer<typeof storedEventSchema>;

/** A page of events. `total` counts all that match, exactly. */
export const eventPageSchema = z.object({
  events: z.array(storedEventSchema),
  total: z.number().int(),
  nextCursor: nextCursorSchema,
});

export type EventPage = z.infer<typeof eventPageSchema>;
