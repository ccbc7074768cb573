/** A work queue: what it may hold and how often a message is tried before it is parked in `<name>.parked`. */
export interface QueueSpec {
  readonly name: string;
  readonly maxBytes: number;
  readonly maxAttempts: number;
}

/** Batches on their way from ingest to the pipeline. */
export const EVENTS_QUEUE = 'events';
/** Signals on their way from the pipeline to alerting. */
export const SIGNALS_QUEUE = 'signals';

const GIB = 1024 ** 3;

/** Every work queue there is; each adapter declares them when it connects. */
export const QUEUES: readonly QueueSpec[] = [
  { name: EVENTS_QUEUE, maxBytes: 4 * GIB, maxAttempts: 5 },
  { name: SIGNALS_QUEUE, maxBytes: GIB, maxAttempts: 5 },
];
