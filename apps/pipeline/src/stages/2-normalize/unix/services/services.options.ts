import { z } from 'zod';

/** The wording of these servers is the same everywhere, so there is nothing to configure. */
export const servicesOptionsSchema = z.strictObject({});
export type ServicesOptions = z.infer<typeof servicesOptionsSchema>;
