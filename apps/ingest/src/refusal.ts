/** Why a request was not taken; part of metrics and answers. */
export type RefusalCode =
  | 'auth.missing'
  | 'auth.unknown_key'
  | 'auth.unknown_certificate'
  | 'auth.disabled'
  | 'auth.network'
  | 'auth.unavailable'
  | 'method.wrong'
  | 'body.empty'
  | 'body.encoding_broken'
  | 'body.encoding_unknown'
  | 'body.too_slow'
  | 'body.cut_off'
  | 'body.malformed'
  | 'limit.compressed_bytes'
  | 'limit.decompressed_bytes'
  | 'limit.compression_ratio'
  | 'limit.line_bytes'
  | 'limit.lines'
  | 'limit.document_bytes'
  | 'path.application'
  | 'busy.requests'
  | 'busy.bytes'
  | 'busy.events'
  | 'broker.unavailable'
  | 'broker.full'
  | 'busy.receipts'
  | 'receipt.malformed'
  | 'receipt.unknown'
  | 'receipt.unavailable'
  | 'spool.unavailable'
  | 'shutting_down'
  | 'unexpected';

const STATUS: Readonly<Record<RefusalCode, number>> = {
  'auth.missing': 401,
  'auth.unknown_key': 401,
  'auth.unknown_certificate': 401,
  'auth.disabled': 403,
  'auth.network': 403,
  'auth.unavailable': 503,
  'method.wrong': 405,
  'body.empty': 400,
  'body.encoding_broken': 400,
  'body.encoding_unknown': 415,
  'body.too_slow': 408,
  'body.cut_off': 400,
  'body.malformed': 400,
  'limit.compressed_bytes': 413,
  'limit.decompressed_bytes': 413,
  'limit.compression_ratio': 413,
  'limit.line_bytes': 413,
  'limit.lines': 413,
  'limit.document_bytes': 413,
  'path.application': 400,
  'busy.requests': 429,
  'busy.bytes': 429,
  'busy.events': 429,
  'broker.unavailable': 503,
  'broker.full': 429,
  'busy.receipts': 429,
  'receipt.malformed': 400,
  'receipt.unknown': 404,
  'receipt.unavailable': 503,
  'spool.unavailable': 503,
  shutting_down: 503,
  unexpected: 503,
};

const DEFAULT_RETRY_AFTER_MS = 2_000;
const RETRYABLE: ReadonlySet<number> = new Set([429, 503]);

/** A request that is not taken. The message says what happened and what to do; each protocol puts it in its own words. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** Set when sending the same again may succeed. */
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly code: RefusalCode,
    message: string,
    options: { readonly retryAfterMs?: number; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.status = STATUS[code];
    this.retryAfterMs = RETRYABLE.has(this.status) ? (options.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) : undefined;
  }
}
