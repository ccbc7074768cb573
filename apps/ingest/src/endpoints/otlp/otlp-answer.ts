import type { Refusal } from '../../refusal';
import { challenge, retryAfter, type Answer } from '../answer';
import { AnswerMessage, StatusMessage } from './otlp-schema';

/** How a request is encoded, and its answer therefore. */
export type OtlpEncoding = 'json' | 'protobuf';

const CONTENT_TYPES = { json: 'application/json', protobuf: 'application/x-protobuf' } as const;

/** Numbers of google.rpc.Code. */
const [INVALID_ARGUMENT, DEADLINE_EXCEEDED, PERMISSION_DENIED, RESOURCE_EXHAUSTED, UNAVAILABLE, UNAUTHENTICATED] = [
  3, 4, 7, 8, 14, 16,
];

const CODES: Readonly<Record<number, number>> = {
  400: INVALID_ARGUMENT,
  401: UNAUTHENTICATED,
  403: PERMISSION_DENIED,
  408: DEADLINE_EXCEEDED,
  413: RESOURCE_EXHAUSTED,
  415: INVALID_ARGUMENT,
  429: RESOURCE_EXHAUSTED,
};

/** The answer to a request that was taken; a strict source is told how many records were not, and why. */
export function otlpAnswer(encoding: OtlpEncoding, refused = 0, reason = ''): Answer {
  // The names of a partial success are the ones its definition has; JSON writes its 64-bit number as text.
  const partialSuccess = { rejectedLogRecords: String(refused), errorMessage: reason };
  const message = refused === 0 ? {} : { partialSuccess };
  const headers = { 'content-type': CONTENT_TYPES[encoding] };
  const body =
    encoding === 'json'
      ? JSON.stringify(message)
      : Buffer.from(AnswerMessage.encode(AnswerMessage.fromObject(message)).finish());
  return { status: 200, headers, body };
}

/** A refusal of the whole request as google.rpc.Status. */
export function otlpError({ status, message, retryAfterMs }: Refusal, encoding: OtlpEncoding): Answer {
  const fields = { code: CODES[status] ?? UNAVAILABLE, message };
  return {
    status,
    headers: { 'content-type': CONTENT_TYPES[encoding], ...retryAfter(retryAfterMs), ...challenge(status) },
    body:
      encoding === 'json'
        ? JSON.stringify(fields)
        : Buffer.from(StatusMessage.encode(StatusMessage.fromObject(fields)).finish()),
  };
}
