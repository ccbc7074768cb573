import type { AddressInfo } from 'node:net';

import { Module, type DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { decodeBatch, type EventBatch } from '@tocsin/event-model';
import { BatchOutcomes, Claims } from '@tocsin/ledger';
import { InMemoryBatchOutcomes, InMemoryClaims } from '@tocsin/ledger/testing';
import { EVENTS_QUEUE, MessageBus } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { createService } from '@tocsin/observability';

import { ingestOptionsSchema, type IngestOptions } from '../ingest.config';
import { IngestModule } from '../ingest.module';
import { Refusal } from '../refusal';
import type { Credentials } from '../shippers/credentials';
import { Shippers, type Shipper } from '../shippers/shippers';

export const KEY = { authorization: `ApiKey ${Buffer.from('web:secret').toString('base64')}` };

/** Knows the key of one source without a database. */
export class OneShipper extends Shippers {
  constructor(private readonly shipper: Shipper = { source: 'web' }) {
    super();
  }

  override authenticate({ pair }: Credentials): Promise<Shipper> {
    if (pair === undefined) return Promise.reject(new Refusal('auth.missing', 'There is no key.'));
    const isKnown = pair === 'web:secret';
    return isKnown ? Promise.resolve(this.shipper) : Promise.reject(new Refusal('auth.unknown_key', 'Unknown key.'));
  }
}

/** A front door that listens on a port of its own, with a bus in memory. */
export interface FrontDoor {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly bus: InMemoryMessageBus;
  /** Every batch the bus took, in order. */
  batches(): EventBatch[];
}

export interface FrontDoorParts {
  readonly bus?: InMemoryMessageBus;
  readonly shippers?: Shippers;
  readonly outcomes?: BatchOutcomes;
}

export async function openFrontDoor(
  options: Partial<IngestOptions> = {},
  parts: FrontDoorParts = {},
): Promise<FrontDoor> {
  const { bus = new InMemoryMessageBus() } = parts;
  const batches = () => bus.published(EVENTS_QUEUE).map((message) => decodeBatch(message.body));
  return { ...(await openDoorOn(bus, options, parts)), bus, batches };
}

/** A front door with a bus of any kind, which its app does not close. */
export async function openDoorOn(
  bus: MessageBus,
  options: Partial<IngestOptions> = {},
  parts: Omit<FrontDoorParts, 'bus'> = {},
): Promise<Pick<FrontDoor, 'app' | 'url'>> {
  process.env['LOG_LEVEL'] = 'silent';
  const app = await createService({ name: 'ingest', imports: [busModule(bus), ingestModule(options, parts)] });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${port}` };
}

@Module({})
class BusModule {}

function busModule(bus: MessageBus): DynamicModule {
  return {
    module: BusModule,
    global: true,
    providers: [{ provide: MessageBus, useValue: bus }],
    exports: [MessageBus],
  };
}

/** What would need a database. */
const REPLACED: ReadonlySet<unknown> = new Set([Shippers, BatchOutcomes, Claims]);

function ingestModule(
  options: Partial<IngestOptions>,
  { shippers = new OneShipper(), outcomes = new InMemoryBatchOutcomes() }: Omit<FrontDoorParts, 'bus'>,
): DynamicModule {
  const module = IngestModule.register(
    ingestOptionsSchema.parse({ frontend: 'test', patienceMs: 1_000, spoolBytes: 0, ...options }),
  );
  return {
    ...module,
    imports: [],
    providers: [
      ...(module.providers ?? []).filter((provider) => !('provide' in provider && REPLACED.has(provider.provide))),
      { provide: Shippers, useValue: shippers },
      { provide: BatchOutcomes, useValue: outcomes },
      { provide: Claims, useClass: InMemoryClaims },
    ],
  };
}
