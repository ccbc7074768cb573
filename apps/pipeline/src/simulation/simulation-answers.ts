import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { simulationRequestSchema, type Simulation as Answer } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { isBlank } from '@tocsin/framing';
import { MessageBus, SIMULATE_QUESTION, type Subscription } from '@tocsin/messaging';

import { Simulation } from './simulation';

/** The worker has events to see to. */
const HANGS_ALLOWED = 1;

/** Tries lines for whoever asks over the bus, against the lists of this worker. */
@Injectable()
export class SimulationAnswers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(SimulationAnswers.name);
  private subscription: Promise<Subscription | undefined> | undefined;

  constructor(
    private readonly bus: MessageBus,
    private readonly simulation: Simulation,
    private readonly clock: Clock,
  ) {}

  /** Does not wait for the bus. */
  onApplicationBootstrap(): void {
    this.subscription = this.bus
      .answer(SIMULATE_QUESTION, (question) => this.answer(question))
      .catch((error: unknown) => {
        this.log.error(`Simulations cannot be asked of this worker: ${String(error)}`);
        return undefined;
      });
  }

  async onModuleDestroy(): Promise<void> {
    await (await this.subscription)?.close();
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
