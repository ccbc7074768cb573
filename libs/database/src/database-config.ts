import { z } from 'zod';

/** Where the relational data lives: accounts, sources, watchlists, parked events, alerts. */
export const databaseConfigSchema = z.strictObject({
  url: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' })
    .describe('PostgreSQL 15 or newer; the role must own the database, for migrations.'),
});

export type DatabaseConfig = z.infer<typeof databaseConfigSchema>;
