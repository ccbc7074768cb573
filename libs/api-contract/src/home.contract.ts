import { LEVELS } from '@tocsin/event-model';
import { z } from 'zod';

import { incidentNumberSchema } from './incident.contract';
import { givenTimeSchema, timeSchema } from './primitives';

/** What of the system somebody wants to hear of. */
export const homeQuerySchema = z.strictObject({
  since: givenTimeSchema
    .optional()
    .describe('At most 31 days ago. When left out: the end of the last session of whoever asks.'),
});

export type HomeQuery = z.infer<typeof homeQuerySchema>;

const count = z.number().int();

export const HOME_KINDS = ['alert', 'task', 'source', 'parked', 'ledger', 'incident', 'rule', 'list'] as const;

/** One matter that may need whoever asks: a sentence in parts, what follows from it, and where it is dealt with. */
export const homeItemSchema = z.object({
  key: z.string().describe('Of the matter as it is now; a new one when it grows.'),
  kind: z.enum(HOME_KINDS),
  severity: z.enum(LEVELS).nullable(),
  label: z.string().nullable().describe('Its number, such as `INC-2026-0042`.'),
  title: z.string(),
  consequence: z.string().describe('What follows from it, in a sentence or two.'),
  at: timeSchema,
  atWord: z.enum(['', 'due', 'opened', 'since']),
  count: count.describe('How many things it stands for.'),
  path: z.string().describe('Screen of the console.'),
  isDone: z.boolean().describe('Whoever asks has said so.'),
});

export type HomeItem = z.infer<typeof homeItemSchema>;

/** Shift hand-over for one person. What they may not read is left out, and not counted. */
export const homeSchema = z.object({
  asOf: timeSchema,
  since: timeSchema,
  sinceIs: z.enum(['asked', 'last_session', 'default']).describe('`default`: a day, for a first session.'),
  changes: z.array(homeItemSchema).describe('Most pressing first.'),
  blind: z.array(homeItemSchema).describe('What cannot be seen now, since whenever.'),
  sums: z.object({
    alerts: z
      .object({
        raised: count,
        resolved: count,
        truePositive: count,
        open: count,
        openUrgent: count.describe('Of the open ones, high or critical.'),
        secondsToAcknowledge: z.number().nullable().describe('Median of those acknowledged since; null: none was.'),
      })
      .nullable(),
    incidents: z.object({ opened: count, closed: count }).nullable(),
    events: z.object({ accepted: count, unexplained: count }).nullable(),
  }),
  yours: z.object({
    alerts: z.object({ open: count, oldestAt: timeSchema.nullable() }).nullable(),
    tasks: z
      .object({
        open: count,
        first: z
          .array(
            z.object({
              id: z.uuid(),
              title: z.string(),
              incident: incidentNumberSchema,
              dueAt: timeSchema.nullable(),
            }),
          )
          .describe('The ten that are due first.'),
      })
      .nullable(),
  }),
});

export type Home = z.infer<typeof homeSchema>;

/** How many alerts were raised in each hour, beside how many usually are. */
export const alertHoursSchema = z.object({
  asOf: timeSchema,
  hours: z.array(
    z.object({
      at: timeSchema.describe('Begin of the hour.'),
      count,
      usual: z
        .object({ low: count, high: count })
        .nullable()
        .describe(
          'Between them lie four of five of the same hours in the 28 days before; null: fewer than 7 days are known.',
        ),
    }),
  ),
});

export type AlertHours = z.infer<typeof alertHoursSchema>;

/** Says that one is done with a matter, or is not after all. */
export const homeDoneSchema = z.strictObject({ key: z.string().min(1).max(64), isDone: z.boolean() });

export type HomeDone = z.infer<typeof homeDoneSchema>;
