import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { MessageBus } from '@tocsin/messaging';

/** Topic on which every api hears that somebody came, went or moved on. */
const SHIFT_CHANGED = 'shift.changed';

/** Tells and hears that the shift changed: this process at once, others over the bus. */
@Injectable()
export class ShiftChanges implements OnApplicationBootstrap {
  private readonly log = new Logger(ShiftChanges.name);
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly bus: MessageBus) {}

  onApplicationBootstrap(): void {
    this.bus
      .listen(SHIFT_CHANGED, () => this.hear())
      .catch((error: unknown) => this.log.error(`Nobody can tell us who is on shift: ${String(error)}`));
  }

  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Does not wait for the bus: every api also looks by itself. */
  tell(): void {
    this.hear();
    this.bus.announce(SHIFT_CHANGED, {}).catch((error: unknown) => {
      this.log.debug(`A change of the shift could not be announced: ${String(error)}`);
    });
  }

  private hear(): void {
    for (const listener of this.listeners) listener();
  }
}
