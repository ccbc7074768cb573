import { z } from 'zod';

/** There is one place it stands in, so there is nothing to configure. */
export const alertInformationOptionsSchema = z.strictObject({});
export type AlertInformationOptions = z.infer<typeof alertInformationOptionsSchema>;
