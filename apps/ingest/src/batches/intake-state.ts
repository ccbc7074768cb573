import { Injectable } from '@nestjs/common';
import { MessageBus } from '@tocsin/messaging';

import { Spool } from '../spool/spool';

/** Whether this front end can take events now. */
@Injectable()
export class IntakeState {
  constructor(
    private readonly bus: MessageBus,
    private readonly spool: Spool,
  ) {}

  /** A broker that is away does not close the front door while the spool takes events. */
  get canTake(): boolean {
    const { isFull, problem } = this.spool;
    return this.bus.health().isConnected || (!isFull && problem === undefined);
  }

  /** What is wrong with the broker, when it is away. */
  get detail(): string {
    return this.bus.health().detail;
  }
}
