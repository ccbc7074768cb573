import { z } from 'zod';

import { cursorSchema, givenTimeSchema, limitSchema, nextCursorSchema, timeSchema } from './primitives';

/** Id of an event, as the store keeps it. */
export const eventIdSchema = z
  .string()
  .min(1)
  .max(512)
  .regex(/^\P{Cc}*$/u, 'must not contain control characters');

/** Name of a field of events, as a person writes it. */
export const fieldNameSchema = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\p{L}@_][\p{L}\p{N}@_.-]*$/u, 'must be the name of a field');

/** Which of the stored events are meant. */
export const eventSelectionSchema = z.strictObject({
  q: z
    .string()
    .max(4_000)
    .regex(/^[^\0]*$/, 'must not contain NUL')
    .default('')
    .describe('In the search language; empty finds everything.'),
  from: givenTimeSchema.optional().describe('Event time, included; by default a day before `to`.'),
  to: givenTimeSchema.optional().describe('Event time, not included; by default now.'),
});

/** A search over stored events. */
export const eventListQuerySchema = eventSelectionSchema.extend({
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

/** As a search: how its events lie in time. */
export const eventHistogramQuerySchema = eventSelectionSchema.describe('As a search: which events to count over time.');

export type EventHistogramQuery = z.infer<typeof eventHistogramQuerySchema>;

/** Events over time. Bars without events are left out; the first and the last may begin or end outside the range. */
export const eventHistogramSchema = z.object({
  from: timeSchema,
  to: timeSchema,
  seconds: z.number().int().describe('Width of a bar.'),
  total: z.number().int(),
  bars: z.array(z.object({ from: timeSchema, count: z.number().int() })),
});

export type EventHistogram = z.infer<typeof eventHistogramSchema>;

/** Facets one answer may hold. */
const MOST_FACETS = 12;

/** As a search: which values its events have most. */
export const eventFacetsQuerySchema = eventSelectionSchema.extend({
  fields: z
    .string()
    .max(4_000)
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(fieldNameSchema).min(1).max(MOST_FACETS))
    .describe(`Names of at most ${MOST_FACETS} fields, with commas between.`),
  size: z.coerce.number().int().min(1).max(50).default(5).describe('Values of each field.'),
});

export type EventFacetsQuery = z.infer<typeof eventFacetsQuerySchema>;

/** One value of a field and the events that have it, counted exactly. */
const valueCountSchema = z.object({ value: z.string(), count: z.number().int() });

/** What a field holds in the events of a search. */
const eventFacetSchema = z.object({
  field: z.string(),
  events: z.number().int().describe('That have the field.'),
  distinct: z.number().int().nullable().describe('Different values; null when there are more than 1,000.'),
  values: z.array(valueCountSchema),
  problem: z
    .object({ code: z.enum(['too_slow', 'not_countable']), detail: z.string() })
    .nullable()
    .describe('Why nothing was counted.'),
});

export type EventFacet = z.infer<typeof eventFacetSchema>;

/** Facets in the order they were asked for. */
export const eventFacetsSchema = z.object({
  limitMs: z.number().int().describe('After so long a field is given up.'),
  facets: z.array(eventFacetSchema),
});

export type EventFacets = z.infer<typeof eventFacetsSchema>;

/** As a search: which fields its events have. */
export const eventFieldsQuerySchema = eventSelectionSchema.describe('Whose fields.');

/** Fields one can ask for: those that are really there first, most frequent first; then all others that have a meaning. */
export const eventFieldsSchema = z.object({
  sampled: z.number().int().describe('Newest events that were looked at for `share`.'),
  fields: z.array(
    z.object({
      name: z.string(),
      type: z
        .string()
        .describe('`keyword`, `text`, `ip`, `date`, `long`, `double`, `boolean`, `geo_point` or `flattened`.'),
      description: z.string().describe('Empty for what a shipper named itself.'),
      share: z.number().min(0).max(1).describe('Of the events looked at.'),
    }),
  ),
});

export type EventFields = z.infer<typeof eventFieldsSchema>;

/** As a search: which values of a field begin so. */
export const eventValuesQuerySchema = eventSelectionSchema.extend({
  field: fieldNameSchema,
  prefix: z
    .string()
    .max(200)
    .regex(/^[^\0]*$/, 'must not contain NUL')
    .default('')
    .describe('Case does not matter.'),
  size: z.coerce.number().int().min(1).max(50).default(10),
});

export type EventValuesQuery = z.infer<typeof eventValuesQuerySchema>;

/** The most frequent values of a field; empty when they could not be counted in time. */
export const eventValuesSchema = eventFacetSchema.pick({ values: true, problem: true });

export type EventValues = z.infer<typeof eventValuesSchema>;
