import { Injectable, Logger } from '@nestjs/common';

import { Persistence, Stopping } from './persistence';

/** What must have been loaded once before the first event is taken: an event judged by half of what we know is judged wrongly. */
@Injectable()
export class StartConditions {
  private readonly log = new Logger(StartConditions.name);
  private readonly open = new Map<string, Promise<void>>();

  constructor(private readonly persistence: Persistence) {}

  /**
   * Starts loading something, again and again until it worked.
   * @param what in words, for people who wait: `the watchlists`
   */
  add(what: string, load: () => Promise<void>): void {
    this.open.set(what, this.meet(what, load));
  }

  get missing(): readonly string[] {
    return [...this.open.keys()];
  }

  /** Resolves when everything was loaded, or never will be because the service stops. */
  async whenSettled(): Promise<void> {
    await Promise.all(this.open.values());
  }

  private async meet(what: string, load: () => Promise<void>): Promise<void> {
    try {
      await this.persistence.untilDone(`load ${what}`, load);
      this.open.delete(what);
    } catch (error) {
      if (!(error instanceof Stopping))
        this.log.error(`Takes no events, because it cannot load ${what}: ${String(error)}`);
    }
  }
}
