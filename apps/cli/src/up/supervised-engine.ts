import type { PrivateEngine } from '@tocsin/engines';

import { progress } from '../progress';
import type { Part } from './running-system';

const WATCH_EVERY_MS = 500;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;

/** A private engine that is started again, with growing delays, when it ends by itself. */
export class SupervisedEngine implements Part {
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;
  private delayMs = FIRST_DELAY_MS;
  private starting: Promise<void> = Promise.resolve();

  constructor(
    private readonly engine: PrivateEngine,
    private readonly onStart: () => void,
  ) {}

  get name(): string {
    return this.engine.name;
  }

  get pid(): number | undefined {
    return this.engine.pid();
  }

  async start(): Promise<void> {
    await this.engine.start();
    this.onStart();
    this.watch();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.starting;
    await this.engine.stop();
  }

  private watch(): void {
    if (this.isStopping) return;
    this.timer = setTimeout(() => {
      if (this.engine.isRunning()) this.watch();
      else this.restartLater();
    }, WATCH_EVERY_MS);
  }

  private restartLater(): void {
    progress(`${this.name} ended; starting it again in ${this.delayMs} ms. Log: ${this.engine.logFile}`);
    this.timer = setTimeout(() => {
      this.starting = this.restart();
    }, this.delayMs);
    this.delayMs = Math.min(this.delayMs * 2, LONGEST_DELAY_MS);
  }

  private async restart(): Promise<void> {
    try {
      await this.engine.start();
      this.delayMs = FIRST_DELAY_MS;
      progress(`${this.name} is back`);
      this.onStart();
      this.watch();
    } catch (error) {
      progress(`${this.name}: ${error instanceof Error ? error.message : String(error)}`);
      if (!this.isStopping) this.restartLater();
    }
  }
}
