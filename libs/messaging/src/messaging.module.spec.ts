import { Injectable, Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { MessageBus } from './message-bus';
import { MessagingModule } from './messaging.module';

@Injectable()
class NeedsTheBus {
  constructor(readonly bus: MessageBus) {}
}

@Module({ providers: [NeedsTheBus] })
class FeatureModule {}

/** Nobody listens on this port. */
const NOWHERE = {
  kind: 'postgres',
  url: 'postgres://u@127.0.0.1:9/db',
  publishTimeoutMs: 200,
  maxUnconfirmed: 1,
} as const;

@Module({ imports: [MessagingModule.forRoot(NOWHERE), FeatureModule] })
class AppModule {}

describe(MessagingModule.name, () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('gives every module the bus though its engine is away, and closes it at the end', async () => {
    const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
    const { bus } = app.get(NeedsTheBus);
    expect(bus).toBeInstanceOf(MessageBus);
    await app.close();
    expect(bus.health()).toEqual({ isConnected: false, detail: 'The message bus is closed.' });
  });
});
