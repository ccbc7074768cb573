import { BusUnavailable, MessageBus, type BusHealth, type PartitionedLog, type Subscription } from '@tocsin/messaging';

const NO_BUS = 'A simulation talks to nobody.';
const SILENCE: Subscription = { close: () => Promise.resolve() };

/** A bus on which nothing is ever said. */
export class NoBus extends MessageBus {
  override publish(): Promise<void> {
    return Promise.reject(new BusUnavailable(NO_BUS));
  }

  override consume(): Promise<Subscription> {
    return Promise.resolve(SILENCE);
  }

  override log(): PartitionedLog {
    throw new BusUnavailable(NO_BUS);
  }

  override announce(): Promise<void> {
    return Promise.resolve();
  }

  override listen(): Promise<Subscription> {
    return Promise.resolve(SILENCE);
  }

  override ask(): Promise<unknown> {
    return Promise.reject(new BusUnavailable(NO_BUS));
  }

  override answer(): Promise<Subscription> {
    return Promise.resolve(SILENCE);
  }

  override depth(): Promise<number> {
    return Promise.resolve(0);
  }

  override untaken(): Promise<number> {
    return Promise.resolve(0);
  }

  override health(): BusHealth {
    return { isConnected: true, detail: '' };
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
