import { z } from 'zod';

/** Collectors are told by the names they give to addresses, so there is nothing to configure. */
export const netflowOptionsSchema = z.strictObject({});
export type NetflowOptions = z.infer<typeof netflowOptionsSchema>;
