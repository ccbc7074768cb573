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
    this.open.set(
      what,
      this.keepTrying(`load ${what}`, async () => {
        await load();
        this.open.delete(what);
      }),
    );
  }

  /** What is not loaded yet. */
  get missing(): readonly string[] {
    return [...this.open.keys()];
  }

  /** Does something, again and again until it worked, as soon as everything is loaded. */
  async whenMet(what: string, action: () => Promise<void>): Promise<void> {
    await Promise.all(this.open.values());
    if (this.missing.length === 0) await this.keepTrying(what, action);
  }

  /** Gives up what is still being tried. */
  stop(): void {
    this.persistence.stop();
  }

  private async keepTrying(what: string, action: () => Promise<void>): Promise<void> {
    try {
      await this.persistence.untilDone(what, action);
    } catch (error) {
      if (!(error instanceof Stopping))
        this.log.error(`Cannot ${what}, and will not try again until it is restarted: ${String(error)}`);
    }
  }
}
