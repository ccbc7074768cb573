import { nameSchema } from '@tocsin/api-contract';
import { z } from 'zod';

const SHORTEST_KEY = 32;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Sections `access.oidc`: the provider of single sign-on. */
const oidcOptionsSchema = z.strictObject({
  issuer: z
    .url({ protocol: /^https?$/, error: 'must be an https:// URL' })
    .refine((text) => isSafe(new URL(text)), 'must be an https:// URL; http:// only on this machine')
    .describe(
      "The provider's issuer; its configuration is read from there. With it, `clientId` and `groupRoles` must be given.",
    ),
  clientId: z.string().min(1).describe('As the provider knows Tocsin.'),
  clientSecret: z.string().min(1).optional().describe('Best given as a file. A public client has none.'),
  scopes: z.string().default('openid profile email').describe('Must contain `openid`, and what the groups need.'),
  groupClaim: z.string().min(1).default('groups').describe('Claim with the groups of a person: a list, or one.'),
  nameClaim: z.string().min(1).default('preferred_username').describe('Claim that becomes the user name.'),
  groupRoles: z
    .record(z.string().min(1), nameSchema)
    .describe('Role of each group, one of your own too: `{"soc": "responder"}`. Who is in none of them is not let in.'),
  sessionHours: z
    .number()
    .int()
    .min(1)
    .max(168)
    .default(12)
    .describe('After so long somebody signs in anew, and their groups are looked at again.'),
  signOutAtProvider: z
    .boolean()
    .default(true)
    .describe('Whether signing out here ends the session at the provider too, where that offers it.'),
  label: z.string().min(1).max(60).default('Continue with single sign-on').describe('Of the button.'),
});

export type OidcOptions = z.infer<typeof oidcOptionsSchema>;

/** The section `access` of the configuration. */
export const accessOptionsSchema = z.strictObject({
  secretKey: z
    .string()
    .trim()
    .min(SHORTEST_KEY)
    .optional()
    .describe(
      'Key that secrets of second factors are kept with: 32 random characters or more, the same for every instance. `./tocsin up` makes one. Without it no authenticator app can be set up.',
    ),
  passkeyRpId: z
    .string()
    .min(1)
    .optional()
    .describe('Name that passkeys are bound to: the host of `api.publicUrl` by default, or a domain it belongs to.'),
  oidc: oidcOptionsSchema.optional(),
});

/** The section as an injectable. */
export abstract class AccessOptions {
  abstract readonly passkeyRpId?: string;
  abstract readonly oidc?: OidcOptions;
}

/** Tokens must not go over a network unencrypted. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || LOOPBACK.test(hostname);
}
