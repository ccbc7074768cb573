import { Injectable, Logger } from '@nestjs/common';
import type { Delivery, Disposition } from '@tocsin/messaging';

import type { BatchStep } from './batch-step';
import { LastingEffects } from './lasting-effects';
import { openBatch, UnreadableBatch } from './open-batch';
import { Stopping } from './persistence';
import { PipelineMetrics } from './pipeline-metrics';
import { PoisonSearch } from './poison/poison-search';
import { Understanding } from './understanding';

/** Takes one batch through all stages. It is acknowledged when every one of its events is stored or parked, not before. */
@Injectable()
export class BatchHandler {
  private readonly log = new Logger(BatchHandler.name);

  constructor(
    private readonly understanding: Understanding,
    private readonly effects: LastingEffects,
    private readonly metrics: PipelineMetrics,
    private readonly poison: PoisonSearch,
  ) {}

  /** Throws what waiting cannot mend; the queue tries again a few times and then sets the batch aside. */
  async handle(delivery: Delivery): Promise<Disposition> {
    const startedAt = performance.now();
    let end: Disposition = { kind: 'retry', afterMs: 0 };
    try {
      await this.runSteps(delivery);
      end = { kind: 'ack' };
    } catch (error) {
      if (error instanceof UnreadableBatch) end = { kind: 'park', reason: error.message };
      else if (error instanceof Stopping) this.log.log(`Batch ${delivery.id} goes back to the queue: ${error.message}`);
      else throw error;
    } finally {
      this.metrics.batchEnded(end.kind, (performance.now() - startedAt) / 1_000);
    }
    return end;
  }

  private async runSteps({ body, attempt }: Delivery): Promise<void> {
    const runAll = (steps: readonly BatchStep[]) => this.runAll(steps);
    const begun = openBatch(body);
    const isSuspected = this.poison.isSuspected(attempt);
    if (isSuspected) await this.poison.examine(begun, attempt);
    const underWay = await this.understanding.run(begun, runAll);
    await runAll(this.effects.steps(underWay));
    if (isSuspected) await this.poison.forget(underWay);
  }

  private async runAll(steps: readonly BatchStep[]): Promise<void> {
    for (const { name, run } of steps) {
      const startedAt = performance.now();
      // Awaiting a step that is not asynchronous would still give way to other batches and hold this one up.
      const running = run();
      if (running !== undefined) await running;
      this.metrics.step(name, (performance.now() - startedAt) / 1_000);
    }
  }
}
