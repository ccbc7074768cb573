import type { Request, Response } from 'express';
import { z } from 'zod';

const COOKIE = 'tocsin_oidc';
const PATH = '/api/session/oidc';
const VALID_MS = 10 * 60_000;

/** What ties an answer of the provider to the browser that asked. */
const flowSchema = z.strictObject({
  state: z.string().min(20),
  nonce: z.string().min(20),
  verifier: z.string().min(43),
  returnTo: z.string(),
  endsAt: z.number(),
});

export type OidcFlow = Omit<z.infer<typeof flowSchema>, 'endsAt'>;

/** Lax and not Strict: the answer comes by a link of the provider's page. */
export function setFlowCookie(response: Response, flow: OidcFlow): void {
  const value = Buffer.from(JSON.stringify({ ...flow, endsAt: Date.now() + VALID_MS })).toString('base64url');
  response.cookie(COOKIE, value, { ...attributes(response.req), maxAge: VALID_MS });
}

/** The flow of this browser; it is used up. `undefined` when there is none, or it took too long. */
export function takeFlow(request: Request, response: Response): OidcFlow | undefined {
  response.clearCookie(COOKIE, attributes(request));
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  const flow = flowSchema.safeParse(value === undefined ? undefined : parse(value));
  return flow.success && flow.data.endsAt > Date.now() ? flow.data : undefined;
}

function parse(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString()) as unknown;
  } catch {
    return undefined;
  }
}

function attributes(request: Request) {
  return { httpOnly: true, sameSite: 'lax', secure: request.secure, path: PATH } as const;
}
