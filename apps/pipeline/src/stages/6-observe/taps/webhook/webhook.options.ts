import { z } from 'zod';

export const webhookOptionsSchema = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }).describe('Where events are posted to.'),
    secret: z.string().min(16).optional().describe('Key of the signature, 16 characters or more.'),
    secretFile: z
      .string()
      .min(1)
      .optional()
      .describe('File that holds the key of the signature; read at every delivery.'),
    headers: z.record(z.string(), z.string()).default({}).describe('Further headers, for instance for a proxy.'),
  })
  .refine(({ secret, secretFile }) => (secret === undefined) !== (secretFile === undefined), {
    message: 'give either secret or secretFile: nobody should believe an event that is not signed',
  });
export type WebhookOptions = z.infer<typeof webhookOptionsSchema>;
