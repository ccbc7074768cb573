import { z } from 'zod';

import { lineSchema, timeSchema } from './primitives';

const bytesSchema = (max: number) =>
  z
    .string()
    .regex(/^[\w-]+$/, 'is not base64url')
    .max(max);
const idSchema = bytesSchema(1_400);

/** What is the same in every answer of an authenticator. */
const credential = {
  id: idSchema,
  rawId: idSchema,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.object({}).default({}),
};

/** What the browser is given to make or use a passkey; as WebAuthn has it in JSON. */
export const passkeyOptionsSchema = z.looseObject({ challenge: z.string() });

export type PasskeyOptions = z.infer<typeof passkeyOptionsSchema>;

export const addPasskeySchema = z.strictObject({
  name: lineSchema(60),
  response: z.object({
    ...credential,
    response: z.object({ clientDataJSON: bytesSchema(10_000), attestationObject: bytesSchema(60_000) }),
  }),
});

export type AddPasskey = z.infer<typeof addPasskeySchema>;

export const removePasskeySchema = z.strictObject({ id: idSchema, password: z.string().min(1).max(1_024) });

export type RemovePasskey = z.infer<typeof removePasskeySchema>;

export const usePasskeySchema = z.strictObject({
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: bytesSchema(10_000),
      authenticatorData: bytesSchema(10_000),
      signature: bytesSchema(10_000),
      userHandle: bytesSchema(200).optional(),
    }),
  }),
});

export type UsePasskey = z.infer<typeof usePasskeySchema>;

/** The caller's passkeys, oldest first. */
export const passkeysSchema = z.object({
  isPossible: z.boolean().describe('Not at an IP address: browsers bind passkeys to names.'),
  items: z.array(
    z.object({ id: z.string(), name: z.string(), createdAt: timeSchema, lastUsedAt: timeSchema.nullable() }),
  ),
});

export type Passkeys = z.infer<typeof passkeysSchema>;
