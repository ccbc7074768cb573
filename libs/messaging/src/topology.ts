/** A work queue: what it may hold and how often a message is tried before it is parked. */
export interface QueueSpec {
  readonly name: string;
  readonly maxBytes: number;
  readonly maxAttempts: number;
  /** How long a message rests after its handler threw. */
  readonly retryAfterMs: number;
  /** A queue whose place for parked messages takes those of this one too; absent: `<name>.parked`. */
  readonly parksWith?: string;
}

/** Batches on their way from ingest to the pipeline. */
export const EVENTS_QUEUE = 'events';
/** Batches that are worked off when no later ones wait; see `pipeline.drain`. */
export const EVENTS_ASIDE_QUEUE = 'events.aside';
/** Topic on which front ends hear that a source or a key has changed: `{}`. */
export const SENDERS_CHANGED_FACT = 'senders.changed';

/** Topic on which workers hear that a list or an entry of one has changed: `{name}`. */
export const LISTS_CHANGED_FACT = 'list.changed';

/** Topic on which workers hear that rules have changed: `{}`. */
export const RULES_CHANGED_FACT = 'rules.changed';

/** Topic on which those who run rules say how many: `{from, count}`. */
export const RULES_LOADED_FACT = 'rules.loaded';

/** Topic on which the pipeline says how many batches wait at a front end: `{broker, depth}`, the depth null when it is not known. */
export const EVENTS_BACKLOG_FACT = 'events.backlog';

/** Topic on which a console says that it watches the stream: `{id, where, untilMs}`; said again before the time is over. */
export const TAIL_WANTED_FACT = 'tail.wanted';

/** Topic on which workers show what passes: `{id, lines, skipped}`. */
export const TAIL_LINES_FACT = 'tail.lines';

/** Topic on which the API says that a key of a last-seen list was deleted: `{list, key}`. */
export const LAST_SEEN_FORGOTTEN_FACT = 'last-seen.forgotten';

/** Signals on their way from the pipeline to alerting. */
export const SIGNALS_QUEUE = 'signals';

/** Question to a pipeline: what would lines become? */
export const SIMULATE_QUESTION = 'pipeline.simulate';

const GIB = 1024 ** 3;

/** Every work queue there is; each adapter declares them when it connects. */
export const QUEUES: readonly QueueSpec[] = [
  { name: EVENTS_QUEUE, maxBytes: 4 * GIB, maxAttempts: 7, retryAfterMs: 5_000 },
  { name: EVENTS_ASIDE_QUEUE, maxBytes: 4 * GIB, maxAttempts: 7, retryAfterMs: 5_000, parksWith: EVENTS_QUEUE },
  { name: SIGNALS_QUEUE, maxBytes: GIB, maxAttempts: 5, retryAfterMs: 5_000 },
];

/** Header of a parked message: why it was parked. */
export const PARKED_REASON_HEADER = 'tocsin-parked-reason';
/** Header of a parked message: how often it was tried. */
export const PARKED_ATTEMPTS_HEADER = 'tocsin-parked-attempts';

/** The queue where the messages of `queue` rest that nobody could handle. It can be consumed like any other. */
export function parkedQueue(queue: string): string {
  return `${queue}.parked`;
}
