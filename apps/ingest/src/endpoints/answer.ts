/** An answer in the words of a protocol, not yet written. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** The header that tells a client when to come again; whole seconds, at least one. */
export function retryAfter(milliseconds: number | undefined): Record<string, string> {
  return milliseconds === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1_000))) };
}

/** Tells a client without a good key what to send; only a 401 has it. */
export function challenge(status: number): Record<string, string> {
  return status === 401 ? { 'www-authenticate': 'ApiKey, Basic realm="tocsin", charset="UTF-8"' } : {};
}
