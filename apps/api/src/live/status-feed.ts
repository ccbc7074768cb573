import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { SystemStatus } from '@tocsin/api-contract';

import { SystemState } from '../features/status/system-state';
import { LiveSockets } from './live-sockets';

const EVERY_MS = 3_000;

/** Tells every open console how the system is, when that changed. */
@Injectable()
export class StatusFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(StatusFeed.name);
  private timer: NodeJS.Timeout | undefined;
  private lastTold = '';

  constructor(
    private readonly system: SystemState,
    private readonly sockets: LiveSockets,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tell(), EVERY_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async tell(): Promise<void> {
    if (this.sockets.isEmpty) return;
    try {
      const status = await this.system.now();
      const content = contentOf(status);
      if (content !== this.lastTold) this.sockets.send('status', status);
      this.lastTold = content;
    } catch (error) {
      // Consoles see the age of what they show; the next round tries again.
      this.log.debug(`The status could not be told: ${String(error)}`);
    }
  }
}

/** Everything but the time of asking. */
function contentOf({ asOf: _asOf, ...content }: SystemStatus): string {
  return JSON.stringify(content);
}
