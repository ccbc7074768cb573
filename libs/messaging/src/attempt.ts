import { Logger } from '@nestjs/common';

import type { Delivery, Disposition } from './message-bus';
import { PARKED_ATTEMPTS_HEADER, PARKED_REASON_HEADER } from './topology';
import type { WorkQueue } from './work-queues';

const MAX_REASON_LENGTH = 500;
const logger = new Logger('MessageBus');

/** What handles the deliveries of a queue. */
export type DeliveryHandler = (delivery: Delivery) => Promise<Disposition>;

/**
 * One try of a delivery, and what the adapter has to do next. Never throws: a handler that throws is a retry, and a
 * delivery that has used up its attempts is parked (also when the handler never came back, because it took its process
 * down with it).
 */
export async function tryDelivery(
  queue: WorkQueue,
  delivery: Delivery,
  handler: DeliveryHandler,
): Promise<Disposition> {
  if (delivery.attempt > queue.maxAttempts) {
    return park(
      queue,
      delivery,
      `no attempt of ${queue.maxAttempts} came to an end: the worker died or lost its broker`,
    );
  }
  let outcome: Disposition;
  let failure = 'the handler asked for another try';
  try {
    outcome = await handler(delivery);
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    outcome = { kind: 'retry', afterMs: queue.retryAfterMs };
    logger.warn(`${queue.name}: message ${delivery.id} failed, attempt ${delivery.attempt}: ${failure}`);
  }
  if (outcome.kind === 'park') return park(queue, delivery, outcome.reason);
  if (outcome.kind === 'retry' && delivery.attempt >= queue.maxAttempts) {
    return park(queue, delivery, `failed ${delivery.attempt} times, at last: ${failure}`);
  }
  return outcome;
}

function park(queue: WorkQueue, delivery: Delivery, reason: string): Disposition {
  if (queue.parkedIn === undefined) {
    logger.error(`${queue.name}: message ${delivery.id} is parked already and stays: ${reason}`);
    return { kind: 'retry', afterMs: queue.retryAfterMs };
  }
  logger.error(`${queue.name}: message ${delivery.id} parked in ${queue.parkedIn}: ${reason}`);
  return { kind: 'park', reason: reason.slice(0, MAX_REASON_LENGTH) };
}

/** The headers a delivery gets on its way to the parked queue. */
export function parkedHeaders(delivery: Delivery, reason: string): Record<string, string> {
  return {
    ...delivery.headers,
    [PARKED_REASON_HEADER]: reason,
    [PARKED_ATTEMPTS_HEADER]: String(delivery.attempt),
  };
}
