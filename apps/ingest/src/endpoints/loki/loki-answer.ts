import type { Answer } from '../answer';

/** What Loki answers when all is well. */
export const LOKI_TAKEN: Answer = { status: 204, headers: {}, body: '' };

/** Loki says what is wrong in plain words. */
export function lokiError(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: `${message}\n` };
}
