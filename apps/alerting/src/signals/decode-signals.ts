import { LEVELS, type Signal } from '@tocsin/event-model';
import { z } from 'zod';

const text = z.string();

const conditionSchema = z.object({ field: text, operator: text, expected: text, seen: text });
const proofSchema = z.object({
  selections: z.array(z.object({ name: text, conditions: z.array(conditionSchema) })),
  events: z.array(z.object({ id: text, day: text.optional(), at: text, message: text })),
  eventCount: z.int().min(1),
  window: z.object({ from: text, to: text }).optional(),
});
const signalSchema = z.object({
  id: text.min(1),
  rule: z.object({
    id: text.min(1),
    title: text,
    description: text,
    hash: text,
    level: z.enum(LEVELS),
    // Signals of an older pipeline have none.
    author: text.default(''),
    tags: z.array(text),
    falsePositives: z.array(text),
    references: z.array(text),
  }),
  detector: z.enum(['stream', 'scheduled']),
  at: z.iso.datetime(),
  groupKey: text,
  entity: z.object({ field: text, value: text }).nullable(),
  reason: text,
  proof: proofSchema,
});

const NUL = String.fromCodePoint(0);

/** The signals of a message, `undefined` when it is none of ours. NUL, which PostgreSQL cannot keep, is made visible. */
export function decodeSignals(body: Buffer): Signal[] | undefined {
  try {
    const content: unknown = JSON.parse(body.toString('utf8'), (_, value: unknown) =>
      typeof value === 'string' && value.includes(NUL) ? value.replaceAll(NUL, '␀') : value,
    );
    // zod types an absent optional as `undefined`, which `exactOptionalPropertyTypes` tells apart; at run time they are one.
    return z.array(signalSchema).parse(content) as Signal[];
  } catch {
    return undefined;
  }
}
