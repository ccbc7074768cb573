import { z } from 'zod';

/** The wrapper has one form, so there is nothing to configure. */
export const squidWrappedOptionsSchema = z.strictObject({});
export type SquidWrappedOptions = z.infer<typeof squidWrappedOptionsSchema>;
