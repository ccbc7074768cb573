import { parseQuery } from '@tocsin/query';
import { z } from 'zod';

const lastSeenListSchema = z.strictObject({
  fields: z.array(z.string().min(1).max(200)).min(1).max(3).describe('Fields whose values together are a key.'),
  where: z
    .string()
    .max(4_000)
    .default('')
    .check((context) => {
      try {
        if (context.value.trim() !== '') parseQuery(context.value);
      } catch (error) {
        context.issues.push({ code: 'custom', message: (error as Error).message, input: context.value });
      }
    })
    .describe('Query that chooses the events; all when empty.'),
  returnDays: z
    .int()
    .min(1)
    .max(3_650)
    .optional()
    .describe('A key that was away for longer is said to come back; not told when absent.'),
  keepDays: z.int().min(1).max(3_650).default(400).describe('Days a key is kept after it was last seen.'),
  maxKeys: z.int().min(1).max(10_000_000).default(1_000_000).describe('Most keys kept; the longest unseen go first.'),
});

/** Those every installation has; a setting of the same name takes their place, `false` turns one off. */
const SHIPPED = {
  assets: { fields: ['host.name'], returnDays: 30 },
  employees: { fields: ['user.name'], returnDays: 30 },
  attackers: { fields: ['source.ip'], where: 'tocsin.rules:*' },
};

/** Last-seen lists by name. */
export const lastSeenListsSchema = z
  .record(
    z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'a list is named in lower case: letters, digits and _, 40 at most'),
    z.union([z.literal(false), lastSeenListSchema]),
  )
  .default({})
  .transform((given) => {
    const shipped = Object.entries(SHIPPED).map(([name, list]) => [name, lastSeenListSchema.parse(list)] as const);
    const all = { ...Object.fromEntries(shipped), ...given };
    return Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, LastSeenList] => entry[1] !== false),
    );
  });
export type LastSeenList = z.infer<typeof lastSeenListSchema>;
export type LastSeenLists = z.infer<typeof lastSeenListsSchema>;

/** The list that says who has attacked before. */
export const ATTACKERS = 'attackers';
