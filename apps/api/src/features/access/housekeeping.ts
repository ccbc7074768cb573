import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { LoginThrottle, Sessions } from '@tocsin/access-control';
import { DatabaseReady } from '@tocsin/database';

const EVERY_MS = 10 * 60_000;

/** Forgets expired sessions and old failed sign-ins, so that neither table grows for ever. */
@Injectable()
export class Housekeeping implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(Housekeeping.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: Sessions,
    private readonly throttle: LoginThrottle,
    private readonly database: DatabaseReady,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.tidy(), EVERY_MS);
    void this.database.whenReady().then(() => this.tidy());
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async tidy(): Promise<void> {
    try {
      await this.sessions.purge();
      await this.throttle.purge();
    } catch (error) {
      this.log.warn(`Expired sessions were not forgotten, trying again in 10 minutes: ${String(error)}`);
    }
  }
}
