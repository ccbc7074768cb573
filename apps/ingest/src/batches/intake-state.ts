import { Injectable } from '@nestjs/common';
import { MessageBus } from '@tocsin/messaging';

/** Whether this front end can take events now. */
@Injectable()
export class IntakeState {
  constructor(private readonly bus: MessageBus) {}

  get canTake(): boolean {
    return this.bus.health().isConnected;
  }
}
