import { z } from 'zod';

import { timeSchema } from './primitives';

/** Which events somebody wants to see as they come; empty is all. */
export const tailWishSchema = z.strictObject({
  where: z
    .string()
    .max(1_000)
    .regex(/^[^\0]*$/, 'must not contain NUL')
    .describe('In the search language.'),
});

export type TailWish = z.infer<typeof tailWishSchema>;

/** What becomes of a wish; a reason says what to change. */
export const tailAnswerSchema = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), reason: z.string() }),
]);

export type TailAnswer = z.infer<typeof tailAnswerSchema>;

/** What the workers of the pipeline are told of a wish. They forget it when its time is over. */
export const tailWantedSchema = tailWishSchema.extend({ id: z.string().min(1).max(64), untilMs: z.number() });

export type TailWanted = z.infer<typeof tailWantedSchema>;

/** An event that passed, as far as a person can read it; the event itself is asked for by its id. */
export const tailLineSchema = z.object({
  id: z.string(),
  at: timeSchema,
  source: z.string(),
  host: z.string(),
  program: z.string(),
  message: z.string(),
  rules: z.number().int().describe('How many rules it matched.'),
});

export type TailLine = z.infer<typeof tailLineSchema>;

/** Some of the events that passed in the last quarter of a second at one worker, and how many more there were. */
export const tailLinesSchema = z.object({ lines: z.array(tailLineSchema), skipped: z.number().int() });

export type TailLines = z.infer<typeof tailLinesSchema>;

/** The same, for the consoles: whose wish it answers. */
export const tailShownSchema = tailLinesSchema.extend({ id: z.string() });
