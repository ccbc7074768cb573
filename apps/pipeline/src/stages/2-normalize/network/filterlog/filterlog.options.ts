import { z } from 'zod';

/** pf's log has one form, so there is nothing to configure. */
export const filterlogOptionsSchema = z.strictObject({});
export type FilterlogOptions = z.infer<typeof filterlogOptionsSchema>;
