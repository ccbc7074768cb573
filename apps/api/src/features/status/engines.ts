import { Injectable } from '@nestjs/common';
import type { SystemStatus } from '@tocsin/api-contract';
import { EventStore } from '@tocsin/event-store';
import { eventsWaiting, FrontBacklogs, MessageBus } from '@tocsin/messaging';

const TIME_LIMIT_MS = 2_000;

/** How the store and the broker are, in the words of the status. Never fails, never hangs: not to know is an answer. */
@Injectable()
export class Engines {
  constructor(
    private readonly store: EventStore,
    private readonly bus: MessageBus,
    private readonly backlogs: FrontBacklogs,
  ) {}

  async storage(): Promise<SystemStatus['storage']> {
    try {
      const { isWritable, detail } = await inTime(this.store.health());
      return { ok: isWritable, detail };
    } catch (error) {
      return { ok: false, detail: describe(error) };
    }
  }

  /** Of all brokers: ours, and those of front ends as the pipeline tells of them. */
  async queue(): Promise<SystemStatus['queue']> {
    const [own, fronts] = [await this.ownQueue(), this.backlogs.now()];
    const away = fronts.filter(({ depth }) => depth === null).map(({ broker }) => broker);
    const known = [own.depth, ...fronts.map(({ depth }) => depth)].filter((depth) => depth !== null);
    const isWhole = known.length === fronts.length + 1;
    return {
      ok: own.ok && away.length === 0,
      detail: [own.detail, notReached(away)].filter((text) => text !== '').join(' '),
      depth: isWhole ? known.reduce((sum, depth) => sum + depth, 0) : null,
      fronts,
    };
  }

  private async ownQueue(): Promise<Omit<SystemStatus['queue'], 'fronts'>> {
    const { isConnected, detail } = this.bus.health();
    try {
      return { ok: isConnected, detail, depth: await inTime(eventsWaiting(this.bus)) };
    } catch (error) {
      return { ok: false, detail: detail || describe(error), depth: null };
    }
  }
}

function notReached(brokers: readonly string[]): string {
  return brokers.length === 0 ? '' : `Not reached: ${brokers.join(', ')}. What front ends queue there waits.`;
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in 2 s.')), TIME_LIMIT_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
