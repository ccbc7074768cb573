import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DatabaseReady } from '@tocsin/database';
import { RetrySender } from '@tocsin/parked';

/** The command line asks for retries too, and an instance that was to send them may have died. */
const LOOK_EVERY_MS = 2_000;

/** Sends what is to be tried again, slice by slice, until nothing waits. */
@Injectable()
export class ParkedRetries implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(ParkedRetries.name);
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> = Promise.resolve();
  private isSending = false;
  private isStopping = false;
  private hasWarned = false;

  constructor(
    private readonly sender: RetrySender,
    private readonly database: DatabaseReady,
  ) {}

  onApplicationBootstrap(): void {
    void this.database.whenReady().then(() => {
      if (!this.isStopping) this.timer = setInterval(() => this.wake(), LOOK_EVERY_MS);
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.sending;
  }

  /** There may be something to send. */
  wake(): void {
    if (this.isSending || this.isStopping) return;
    this.isSending = true;
    this.sending = this.sendAll().finally(() => (this.isSending = false));
  }

  private async sendAll(): Promise<void> {
    try {
      while (!this.isStopping && (await this.sender.sendSome()) > 0);
      this.hasWarned = false;
    } catch (error) {
      if (!this.hasWarned) this.log.warn(`Parked events to be tried again wait, and are sent later: ${String(error)}`);
      this.hasWarned = true;
    }
  }
}
