import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { simulationRequestSchema, type Simulation as Answer } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { isBlank } from '@tocsin/framing';
import { MessageBus, SIMULATE_QUESTION, type Subscription } from '@tocsin/messaging';

import { StartConditions } from '../batch/start-conditions';
import { Simulation } from './simulation';

/** The worker has events to see to. */
const HANGS_ALLOWED = 1;

/** Tries lines for whoever asks over the bus, against the lists and rules of this worker, as soon as they are there. */
@Injectable()
export class SimulationAnswers implements OnApplicationBootstrap, OnModuleDestroy {
  private subscription: Subscription | undefined;

  constructor(
    private readonly bus: MessageBus,
    private readonly simulation: Simulation,
    private readonly clock: Clock,
    private readonly conditions: StartConditions,
  ) {}

  /** Does not wait: the service answers questions about its health meanwhile. */
  onApplicationBootstrap(): void {
    void this.conditions.whenMet('answer what is simulated', async () => {
      this.subscription = await this.bus.answer(SIMULATE_QUESTION, (question) => this.answer(question));
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.subscription?.close();
  }

  private async answer(question: unknown): Promise<Answer> {
    const { lines, receivedAt, ...sender } = simulationRequestSchema.parse(question);
    const at = receivedAt === undefined ? this.clock.now() : new Date(receivedAt);
    const sending = this.simulation.open({ ...sender, receivedAt: at, traces: true, hangs: HANGS_ALLOWED });
    const numbered = lines
      .map((line, index) => ({ number: index + 1, bytes: Buffer.from(line) }))
      .filter(({ bytes }) => !isBlank(bytes));
    return { lines: [...(await sending.send(numbered)), ...(await sending.end())] };
  }
}
