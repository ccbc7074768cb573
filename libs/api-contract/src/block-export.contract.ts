import { z } from 'zod';

import { lineSchema, timeSchema } from './primitives';

const holdsSchema = z
  .enum(['addresses', 'domains'])
  .describe('What of the list is served: addresses and networks, or names. Firewalls take one or the other.');

/** Makes an address under which one firewall fetches a block list. */
export const createBlockExportSchema = z.strictObject({
  name: lineSchema(100).describe('Who fetches it, such as edge-fw-1.'),
  holds: holdsSchema,
});

export type CreateBlockExport = z.infer<typeof createBlockExportSchema>;

const blockFetchSchema = z.object({
  at: timeSchema,
  address: z.string().describe('Where it was fetched from.'),
  agent: z.string().describe('What the caller calls itself.'),
  wasCurrent: z.boolean().describe('The caller had it already, and nothing was sent.'),
  lines: z.number().int(),
});

export type BlockFetch = z.infer<typeof blockFetchSchema>;

const blockExportSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  holds: holdsSchema,
  createdAt: timeSchema,
  renewedAt: timeSchema.nullable(),
  revokedAt: timeSchema.nullable().describe('Nobody fetches it any more.'),
  lastFetch: blockFetchSchema.nullable(),
});

export type BlockExport = z.infer<typeof blockExportSchema>;

const servedSchema = z.object({
  lines: z.number().int().describe('What a fetch would give now.'),
  guarded: z.number().int().describe('Entries that are left out because an allow list has something against them.'),
  leftOut: z.number().int().describe('Entries that are left out because there are more than are served; the oldest.'),
});

/** Who may fetch a block list, and what they get. */
export const blockExportListSchema = z.object({
  exports: z.array(blockExportSchema),
  served: z.object({ addresses: servedSchema, domains: servedSchema }),
});

export type BlockExportList = z.infer<typeof blockExportListSchema>;

/** An address that was made or renewed. It is told this once. */
export const createdBlockExportSchema = z.object({
  export: blockExportSchema,
  path: z.string().describe('Path on this server, with the token.'),
});

export type CreatedBlockExport = z.infer<typeof createdBlockExportSchema>;

/** The last 100 fetches, newest first. */
export const blockFetchListSchema = z.object({ fetches: z.array(blockFetchSchema) });

export type BlockFetchList = z.infer<typeof blockFetchListSchema>;
