import type { Refusal, RefusalCode } from '../../refusal';
import { challenge, retryAfter, type Answer } from '../answer';

/** What HEC says, by the numbers its clients know. */
const TEXTS = {
  0: 'Success',
  2: 'Token is required',
  3: 'Invalid authorization',
  4: 'Invalid token',
  5: 'No data',
  6: 'Invalid data format',
  9: 'Server is busy',
  10: 'Data channel is missing',
  12: 'Event field is required',
  13: 'Event field cannot be blank',
  17: 'HEC is healthy',
  18: 'HEC is unhealthy, queues are full',
  23: 'Server is shutting down',
  27: 'Request entity too large',
  405: 'Method Not Allowed',
} as const;

export type HecCode = keyof typeof TEXTS;

interface Verdict {
  readonly status: number;
  readonly code: HecCode;
}

const INVALID_TOKEN: Verdict = { status: 403, code: 4 };
const BUSY: Verdict = { status: 503, code: 9 };

const BY_REASON: Partial<Record<RefusalCode, Verdict>> = {
  'auth.unknown_key': INVALID_TOKEN,
  'body.empty': { status: 400, code: 5 },
  shutting_down: { status: 503, code: 23 },
};

const BY_STATUS: Readonly<Record<number, Verdict>> = {
  400: { status: 400, code: 6 },
  401: { status: 401, code: 2 },
  403: INVALID_TOKEN,
  405: { status: 405, code: 405 },
  408: { status: 400, code: 6 },
  413: { status: 413, code: 27 },
  415: { status: 400, code: 6 },
};

/** An answer in HEC's words. */
export function hecAnswer(status: number, code: HecCode, more: Readonly<Record<string, unknown>> = {}): Answer {
  const body = JSON.stringify({ text: TEXTS[code], code, ...more });
  return { status, headers: { 'content-type': 'application/json' }, body };
}

/**
 * A refusal of the whole request. Beside HEC's own text it says ours, which tells what to do.
 * @param hasAuthorization the request says something in `Authorization` that is no key.
 */
export function hecRefusal(
  { code: reason, status, message, retryAfterMs }: Refusal,
  hasAuthorization: boolean,
): Answer {
  const verdict = BY_REASON[reason] ?? BY_STATUS[status] ?? BUSY;
  const code = verdict.code === 2 && hasAuthorization ? 3 : verdict.code;
  const answer = hecAnswer(verdict.status, code, { reason: message });
  return { ...answer, headers: { ...answer.headers, ...retryAfter(retryAfterMs), ...challenge(verdict.status) } };
}
