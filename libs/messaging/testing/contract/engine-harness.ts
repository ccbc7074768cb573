import type { PrivateEngine } from '@tocsin/engines';

import type { MessageBus } from '../../src/message-bus';
import type { MessagingConfig } from '../../src/messaging.config';
import type { QueueSpec } from '../../src/topology';
import type { DurableHarness } from './harness';

const LIMITS = { publishTimeoutMs: 5_000, maxUnconfirmed: 64 };

/** A harness on an engine that belongs to the spec: started here, stopped when the contract is done with it. */
export async function engineHarness(
  kind: MessagingConfig['kind'],
  engine: PrivateEngine,
  connect: (config: MessagingConfig, queues: readonly QueueSpec[]) => MessageBus,
): Promise<DurableHarness> {
  await engine.start();
  const config = { kind, url: engine.url, ...LIMITS };
  return {
    config,
    connect: (queues) => connect(config, queues),
    killEngine: () => engine.kill(),
    startEngine: () => engine.start(),
    close: () => engine.stop(),
  };
}
