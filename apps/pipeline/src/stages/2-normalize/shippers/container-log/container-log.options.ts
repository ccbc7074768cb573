import { z } from 'zod';

/** Agents name what they know of a container in a few ways, all of which are read; there is nothing to configure. */
export const containerLogOptionsSchema = z.strictObject({});
export type ContainerLogOptions = z.infer<typeof containerLogOptionsSchema>;
