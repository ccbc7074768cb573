import { z } from 'zod';

import { timeSchema } from './primitives';
import { sessionSchema } from './session.contract';

const passwordSchema = z.string().min(1).max(1_024);
const codeSchema = z.string().trim().min(6).max(40);
const ticketSchema = z.string().regex(/^[\w-]{43}$/, 'is not a ticket of ours');

/** The password was right; a code of the authenticator app, or a recovery code, is asked for. */
export const codeNeededSchema = z.object({ step: z.literal('code'), ticket: ticketSchema, expiresAt: timeSchema });

export type CodeNeeded = z.infer<typeof codeNeededSchema>;

/** What becomes of a sign-in: a session, or the next step. */
export const signInAnswerSchema = z.union([sessionSchema, codeNeededSchema]);

export type SignInAnswer = z.infer<typeof signInAnswerSchema>;

/** How one can sign in besides name and password. */
export const signInMethodsSchema = z.object({
  passkeys: z.boolean().describe('Whether they are possible at this address.'),
  singleSignOn: z.object({ label: z.string() }).nullable(),
});

export type SignInMethods = z.infer<typeof signInMethodsSchema>;

/** Where to go on after the provider sent somebody back; a path of the console. */
export const startSingleSignOnSchema = z.strictObject({ returnTo: z.string().max(2_000).default('/') });

export type StartSingleSignOn = z.infer<typeof startSingleSignOnSchema>;

/** The second step. */
export const enterCodeSchema = z.strictObject({ ticket: ticketSchema, code: codeSchema });

export type EnterCode = z.infer<typeof enterCodeSchema>;

/** What the caller proves besides the password. */
export const factorsSchema = z.object({
  authenticator: z.object({ since: timeSchema }).nullable(),
  recoveryCodesLeft: z.int(),
});

export type Factors = z.infer<typeof factorsSchema>;

/** Proves once more who asks. */
export const provePasswordSchema = z.strictObject({ password: passwordSchema });

export type ProvePassword = z.infer<typeof provePasswordSchema>;

/** For the app, told once. */
export const newAuthenticatorSchema = z.object({
  secret: z.string().describe('Base 32.'),
  uri: z.string().describe('otpauth://, as a QR code says it.'),
});

export type NewAuthenticator = z.infer<typeof newAuthenticatorSchema>;

export const confirmAuthenticatorSchema = z.strictObject({ code: codeSchema });

export type ConfirmAuthenticator = z.infer<typeof confirmAuthenticatorSchema>;

/** Each good once, told once. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;
