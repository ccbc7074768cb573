import { Logger } from '@nestjs/common';

import { WORK_CHANNEL, type PgLink } from './pg-link';

/** A busy queue is announced at most this often. */
const PAUSE_MS = 10;

/**
 * Wakes consumers in all processes. Apart from the statement that adds the work, because a commit that notifies holds a
 * lock on the whole server until it is on disk, one after the other. A lost wake-up costs no more than the poll interval.
 */
export class PgNotifier {
  private readonly logger = new Logger(PgNotifier.name);
  private readonly pending = new Set<string>();
  private sending: Promise<void> | undefined;

  constructor(private readonly link: PgLink) {}

  wake(place: string): void {
    this.pending.add(place);
    this.sending ??= this.send().finally(() => (this.sending = undefined));
  }

  /** Resolves when nothing is left to tell. */
  async close(): Promise<void> {
    await this.sending;
  }

  private async send(): Promise<void> {
    while (this.pending.size > 0) {
      const places = [...this.pending];
      this.pending.clear();
      try {
        const text = 'select pg_notify($1, place) from unnest($2::text[]) place';
        await this.link.quickly({ name: 'bus-wake', text, values: [WORK_CHANNEL, places] });
      } catch (error) {
        this.logger.debug(`consumers were not woken and will find the work by polling: ${(error as Error).message}`);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
