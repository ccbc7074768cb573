import type { AppendOutcome } from '../event-store';
import { isPassing, type EngineError } from './failures';

interface ItemAnswer {
  readonly status: number;
  readonly error?: EngineError;
}

/** One line of the answer to a bulk: of an event, which is created, or of a state, which takes the place of an older one. */
export type BulkItem = { readonly create: ItemAnswer } | { readonly index: ItemAnswer };

/** What is to be done about one item: it is decided, it is worth sending again now, or the store is in no state to take it. */
export type ItemVerdict =
  | { readonly kind: 'decided'; readonly outcome: AppendOutcome }
  | { readonly kind: 'again'; readonly error: EngineError; readonly status: number }
  | { readonly kind: 'unavailable'; readonly error: EngineError; readonly status: number };

const STORED: ItemVerdict = { kind: 'decided', outcome: { kind: 'stored' } };
const DUPLICATE: ItemVerdict = { kind: 'decided', outcome: { kind: 'duplicate' } };

/** Reads the answer to one line; 409 is a twin, or a newer state. */
export function judge(item: BulkItem): ItemVerdict {
  const { status, error } = 'create' in item ? item.create : item.index;
  if (status < 300) return STORED;
  if (status === 409) return DUPLICATE;
  const reported = error ?? { type: `status ${status}` };
  // A block on the index answers 429 too, but it outlasts any waiting here.
  if (isPassing(reported) || status === 401 || status === 403) return { kind: 'unavailable', error: reported, status };
  if (status === 429 || status === 503) return { kind: 'again', error: reported, status };
  if (status >= 500) return { kind: 'unavailable', error: reported, status };
  return { kind: 'decided', outcome: { kind: 'rejected', reason: describe(reported) } };
}

/** The chain of causes; the last is the one that tells. */
function describe(error: EngineError): string {
  const own = `${error.type}: ${error.reason ?? 'no reason given'}`;
  return error.caused_by === undefined ? own : `${own}; ${describe(error.caused_by)}`;
}
