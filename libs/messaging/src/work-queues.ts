import { parkedQueue, type QueueSpec } from './topology';

/** A queue as the adapters see it: parked messages have a queue too, but none to be parked in again. */
export interface WorkQueue extends QueueSpec {
  readonly parkedIn?: string;
}

/** The queues of a bus by name, each followed by the one for its parked messages unless it shares that of another. */
export class WorkQueues {
  private readonly byName = new Map<string, WorkQueue>();

  constructor(specs: readonly QueueSpec[]) {
    for (const spec of specs) {
      const parkedIn = parkedQueue(spec.parksWith ?? spec.name);
      this.byName.set(spec.name, { ...spec, parkedIn });
      if (spec.parksWith === undefined)
        this.byName.set(parkedIn, { ...spec, name: parkedIn, maxAttempts: Number.MAX_SAFE_INTEGER });
    }
  }

  all(): readonly WorkQueue[] {
    return [...this.byName.values()];
  }

  /** @throws {Error} for a name that is in no list of queues: a mistake of the program, not of the broker. */
  get(name: string): WorkQueue {
    const queue = this.byName.get(name);
    if (!queue) throw new Error(`There is no queue '${name}'; add it to QUEUES in libs/messaging/src/topology.ts.`);
    return queue;
  }
}
