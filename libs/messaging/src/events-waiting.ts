import type { MessageBus } from './message-bus';
import { EVENTS_ASIDE_QUEUE, EVENTS_QUEUE } from './topology';

/** Batches that wait for the pipeline, those put behind later ones included; what is under way is counted as `depth` counts it. @throws {BusUnavailable} */
export async function eventsWaiting(bus: MessageBus): Promise<number> {
  const [next, aside] = await Promise.all([bus.depth(EVENTS_QUEUE), bus.depth(EVENTS_ASIDE_QUEUE)]);
  return next + aside;
}
