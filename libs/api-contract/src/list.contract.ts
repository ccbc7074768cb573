import { z } from 'zod';

import { listKindSchema } from './list-facts.contract';
import { cursorSchema, givenTimeSchema, limitSchema, nameSchema, nextCursorSchema, timeSchema } from './primitives';

const settings = {
  description: z
    .string()
    .trim()
    .max(400)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters'),
  signalLevel: z
    .enum(['informational', 'low', 'medium', 'high', 'critical'])
    .nullable()
    .describe('Level of the signal that a hit raises; null: none.'),
  validDays: z
    .number()
    .int()
    .min(1)
    .max(3_660)
    .nullable()
    .describe(
      'Days an entry holds that comes without an end; null: until it is removed, which block lists do not know.',
    ),
};

/** Begins a list. A watchlist raises signals of level `high` unless it says otherwise; the other kinds raise none. */
export const createListSchema = z.strictObject({
  name: nameSchema.refine((name) => name !== 'match', 'is the name of a question, choose another'),
  kind: listKindSchema,
  description: settings.description.default(''),
  signalLevel: settings.signalLevel.optional(),
  validDays: settings.validDays.default(null),
});

export type CreateList = z.infer<typeof createListSchema>;

/** Changes what is given. */
export const updateListSchema = z
  .strictObject(settings)
  .partial()
  .extend({ version: z.number().int().min(1).describe('Of the list as it was seen; another one is a conflict.') });

export type UpdateList = z.infer<typeof updateListSchema>;

export const listSchema = z.object({
  name: z.string(),
  kind: listKindSchema,
  ...settings,
  createdAt: timeSchema,
  version: z.number().int(),
  entries: z.number().int().describe('Entries it holds, without those that are over.'),
  expired: z.number().int().describe('Entries that are over; they are forgotten after 30 days.'),
});

export type List = z.infer<typeof listSchema>;

export const listListQuerySchema = z.strictObject({ kind: listKindSchema.optional() });

export type ListListQuery = z.infer<typeof listListQuerySchema>;

export const listListSchema = z.object({ lists: z.array(listSchema) });

export type ListList = z.infer<typeof listListSchema>;

const termKindSchema = z
  .enum(['exact', 'cidr', 'domain', 'regex'])
  .describe('How the value is met; when it is not said, a network is a network, *.name a domain, anything else exact.');

const valueSchema = z.string().min(1).max(2_048);

/** Puts one value, or all that stand for one thing (the accounts of a person, say), on a list. */
export const createListEntrySchema = z
  .strictObject({
    value: valueSchema.optional(),
    kind: termKindSchema.optional(),
    values: z
      .array(z.union([valueSchema, z.strictObject({ value: valueSchema, kind: termKindSchema.optional() })]))
      .min(1)
      .max(100)
      .optional()
      .describe('Several values of which the same is said.'),
    validFrom: givenTimeSchema.nullable().default(null),
    expiresAt: givenTimeSchema.nullable().default(null),
    facts: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('What is said of it. Which facts there are depends on the kind of list.'),
  })
  .refine(({ value, values }) => (value === undefined) !== (values === undefined), 'give either value or values');

export type CreateListEntry = z.infer<typeof createListEntrySchema>;

export const listEntrySchema = z.object({
  id: z.uuid(),
  kind: termKindSchema,
  value: z.string(),
  facts: z.record(z.string(), z.unknown()),
  validFrom: timeSchema.nullable(),
  expiresAt: timeSchema.nullable(),
  createdAt: timeSchema,
});

export type ListEntry = z.infer<typeof listEntrySchema>;

/** Gives an entry another end. */
export const setEntryEndSchema = z.strictObject({
  expiresAt: givenTimeSchema.nullable().describe('Null: until it is removed.'),
  was: givenTimeSchema.nullable().describe('The end as it was seen; another one is a conflict.'),
});

export type SetEntryEnd = z.infer<typeof setEntryEndSchema>;

export const createdListEntriesSchema = z.object({ entries: z.array(listEntrySchema) });

export type CreatedListEntries = z.infer<typeof createdListEntriesSchema>;

const filters = {
  q: z.string().trim().min(1).max(400).optional().describe('Part of a value or of a fact; case does not matter.'),
  kind: termKindSchema.optional(),
  state: z
    .enum(['live', 'soon', 'expired'])
    .optional()
    .describe('Only entries that are not over, only those that end within 7 days, or only those that are over.'),
};

export const listEntryQuerySchema = z.strictObject({
  ...filters,
  cursor: cursorSchema.optional(),
  limit: limitSchema(100, 500),
});

export type ListEntryQuery = z.infer<typeof listEntryQuerySchema>;

/** Which entries to remove. It takes at least one condition: a whole list is removed as a list. */
export const removeListEntriesQuerySchema = z
  .strictObject(filters)
  .refine((query) => Object.values(query).some((one) => one !== undefined), 'give q, kind or state');

export type RemoveListEntriesQuery = z.infer<typeof removeListEntriesQuerySchema>;

export const removedListEntriesSchema = z.object({ removed: z.number().int() });

export type RemovedListEntries = z.infer<typeof removedListEntriesSchema>;

/** A page of entries, newest first. */
export const listEntryPageSchema = z.object({
  entries: z.array(listEntrySchema),
  total: z.number().int(),
  nextCursor: nextCursorSchema,
});

export type ListEntryPage = z.infer<typeof listEntryPageSchema>;
