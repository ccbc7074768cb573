import { progress } from '../progress';

/** Something that was started and must be stopped. */
export interface Part {
  readonly name: string;
  readonly pid: number | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The parts of a running Tocsin in the order they were started; whatever happens, they are stopped in the opposite order. */
export class RunningSystem {
  private readonly parts: Part[] = [];

  /** A part that fails to start is stopped with the others. */
  async start(part: Part): Promise<void> {
    this.parts.push(part);
    await part.start();
    progress(`${part.name} runs`);
  }

  /** Starts parts that do not need each other at the same time. */
  async startTogether(parts: readonly Part[]): Promise<void> {
    const results = await Promise.allSettled(parts.map((part) => this.start(part)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  get processes(): Record<string, number> {
    return Object.fromEntries(this.parts.flatMap((part) => (part.pid === undefined ? [] : [[part.name, part.pid]])));
  }

  async stop(): Promise<void> {
    for (const part of this.parts.splice(0).reverse()) {
      try {
        await part.stop();
      } catch (error) {
        progress(`${part.name} did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
