import { z } from 'zod';

import { distinguishedNameSchema } from './distinguished-name';
import { lineSchema, nameSchema, timeSchema } from './primitives';

const MIB = 1024 ** 2;
const MAX_INTEGER = 2 ** 31 - 1;

const limit = (min: number, max: number) => z.number().int().min(min).max(max).nullable();

const networkSchema = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], {
  error: 'must be a network such as 203.0.113.0/24 or an address',
});

/** Name of a shipper's way to say things. */
export const dialectSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'must be the name of a dialect such as elasticsearch_bulk');

export const zoneSchema = z
  .string()
  .max(64)
  .refine(isZone, 'must be a zone of the IANA database such as Europe/Berlin')
  .describe('Zone of times that come without one.');

const limitsSchema = z.strictObject({
  eventsPerSecond: limit(1, 1_000_000).default(null),
  requests: limit(1, 10_000).default(null).describe('Requests under way at once.'),
  bytes: limit(4 * MIB, MAX_INTEGER)
    .default(null)
    .describe('Bytes held in memory at once.'),
});

/** What can be said of a source, and changed. */
const settings = {
  description: z
    .string()
    .trim()
    .max(400)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters'),
  dialect: dialectSchema.nullable().describe('How the shipper speaks, when the endpoint does not tell.'),
  zone: zoneSchema,
  tags: z.array(lineSchema(64)).max(32).describe('Added to each of its events.'),
  limits: limitsSchema.describe('Null: what every source may do at one front end.'),
  allowedNetworks: z.array(networkSchema).max(100).describe('Where it may send from; empty for anywhere.'),
  longestSilenceSeconds: limit(1, 31_536_000).describe('After how long without an event something is wrong with it.'),
  strict: z.boolean().describe('Refuse what is no event instead of parking it.'),
  remembersBodies: z.boolean().describe('Take a body that comes again byte by byte for one that was sent again.'),
  certificateSubjects: z
    .array(distinguishedNameSchema)
    .max(100)
    .describe('Client certificates that send as this source without a key; each belongs to one source.'),
  enabled: z.boolean().describe('False: neither its keys nor its certificates let anybody send.'),
};

/** Declares who sends. */
export const createSourceSchema = z.strictObject({
  name: nameSchema,
  description: settings.description.default(''),
  dialect: settings.dialect.default(null),
  zone: settings.zone.default('UTC'),
  tags: settings.tags.default([]),
  limits: settings.limits.prefault({}),
  allowedNetworks: settings.allowedNetworks.default([]),
  longestSilenceSeconds: settings.longestSilenceSeconds.default(null),
  strict: settings.strict.default(false),
  remembersBodies: settings.remembersBodies.default(true),
  certificateSubjects: settings.certificateSubjects.default([]),
  enabled: settings.enabled.default(true),
});

export type CreateSource = z.infer<typeof createSourceSchema>;

/** Changes what is given; a list or the limits are replaced as a whole. */
export const updateSourceSchema = z
  .strictObject(settings)
  .partial()
  .extend({ version: z.number().int().min(1).describe('Of the source as it was seen; another one is a conflict.') });

export type UpdateSource = z.infer<typeof updateSourceSchema>;

export const sourceSchema = z.object({
  name: z.string(),
  description: z.string(),
  dialect: z.string().nullable(),
  zone: z.string(),
  tags: z.array(z.string()),
  limits: z.object({
    eventsPerSecond: z.number().int().nullable(),
    requests: z.number().int().nullable(),
    bytes: z.number().int().nullable(),
  }),
  allowedNetworks: z.array(z.string()),
  longestSilenceSeconds: z.number().int().nullable(),
  strict: z.boolean(),
  remembersBodies: z.boolean(),
  certificateSubjects: z.array(z.string()),
  enabled: z.boolean(),
  version: z.number().int().describe('Give it back with a change.'),
  createdAt: timeSchema,
});

export type Source = z.infer<typeof sourceSchema>;

export const sourceListSchema = z.object({ sources: z.array(sourceSchema) });

export type SourceList = z.infer<typeof sourceListSchema>;

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    // The constructor has no other way to say that it does not know the zone.
    return false;
  }
}
