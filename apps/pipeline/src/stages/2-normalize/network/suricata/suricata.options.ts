import { z } from 'zod';

/** EVE has one form, so there is nothing to configure. */
export const suricataOptionsSchema = z.strictObject({});
export type SuricataOptions = z.infer<typeof suricataOptionsSchema>;
