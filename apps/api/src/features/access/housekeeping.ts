import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { LoginThrottle, SignInSteps } from '@tocsin/access-control';
import { DatabaseReady } from '@tocsin/database';

import { IdempotencyKeys } from '../../http/idempotency/idempotency-keys';

const EVERY_MS = 10 * 60_000;

/** Forgets expired sessions, sign-ins that were not finished, old failed sign-ins and the names of old commands, so that no table grows for ever. */
@Injectable()
export class Housekeeping implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(Housekeeping.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly throttle: LoginThrottle,
    private readonly steps: SignInSteps,
    private readonly keys: IdempotencyKeys,
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
      await this.throttle.purge();
      await this.steps.purge();
      await this.keys.purge();
    } catch (error) {
      this.log.warn(`What has expired was not forgotten, trying again in 10 minutes: ${String(error)}`);
    }
  }
}
