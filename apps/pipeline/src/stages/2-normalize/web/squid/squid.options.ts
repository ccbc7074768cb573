import { z } from 'zod';

/** Squid's formats are told apart by their columns, so there is nothing to configure. */
export const squidOptionsSchema = z.strictObject({});
export type SquidOptions = z.infer<typeof squidOptionsSchema>;
