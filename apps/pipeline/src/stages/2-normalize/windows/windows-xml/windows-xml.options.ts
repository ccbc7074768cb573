import { z } from 'zod';

/** Windows writes the XML of its events in one way, so there is nothing to configure. */
export const windowsXmlOptionsSchema = z.strictObject({});
export type WindowsXmlOptions = z.infer<typeof windowsXmlOptionsSchema>;
