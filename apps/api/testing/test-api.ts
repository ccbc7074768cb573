import type { AddressInfo } from 'node:net';

import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Invitations, Sessions } from '@tocsin/access-control';
import { AccountEntity, DatabaseModule, DatabaseReady } from '@tocsin/database';
import { EventStore } from '@tocsin/event-store';
import { InMemoryEventStore } from '@tocsin/event-store/testing';
import { MessageBus } from '@tocsin/messaging';
import { InMemoryBroker, InMemoryMessageBus } from '@tocsin/messaging/testing';
import { createService } from '@tocsin/observability';
import { ruleOptionsSchema } from '@tocsin/rules';
import { DataSource } from 'typeorm';

import { accessOptionsSchema } from '../src/access-options';
import { apiOptionsSchema } from '../src/api-options';
import { ApiModule } from '../src/api.module';
import { SESSION_COOKIE } from '../src/http/session-cookie';
import { Browser } from './browser';

/** Nothing listens there: the api must start, and serve what needs no database, all the same. */
export const NO_DATABASE = 'postgres://nobody@127.0.0.1:1/none';

export interface TestApiOptions {
  readonly databaseUrl?: string;
  /** Shared by apis that shall act as instances of one system. */
  readonly broker?: InMemoryBroker;
  /** Section `api` of the configuration. */
  readonly api?: Record<string, unknown>;
  /** Section `access`. */
  readonly access?: Record<string, unknown>;
  /** Section `rules`. */
  readonly rules?: Record<string, unknown>;
}

@Global()
@Module({})
class PortsModule {}

/** The api as it runs in production, on a port of its own; only broker and store are in memory. */
export class TestApi {
  private constructor(
    readonly app: NestExpressApplication,
    readonly bus: InMemoryMessageBus,
    readonly store: InMemoryEventStore,
  ) {}

  static async start(options: TestApiOptions = {}): Promise<TestApi> {
    process.env['LOG_LEVEL'] = 'silent';
    const bus = new InMemoryMessageBus(options.broker);
    const store = new InMemoryEventStore();
    const app = await createService({
      name: 'api-spec',
      imports: [
        DatabaseModule.forRoot({ url: options.databaseUrl ?? NO_DATABASE }),
        ports(bus, store),
        ApiModule.register({
          access: accessOptionsSchema.parse({ secretKey: 'k'.repeat(32), ...options.access }),
          api: apiOptionsSchema.parse(options.api ?? {}),
          rules: ruleOptionsSchema.parse(options.rules ?? {}),
        }),
      ],
    });
    await app.listen(0, '127.0.0.1');
    if (options.databaseUrl !== undefined) await app.get(DatabaseReady).whenReady();
    return new TestApi(app, bus, store);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.app.getHttpServer().address() as AddressInfo).port}`;
  }

  get dataSource(): DataSource {
    return this.app.get(DataSource);
  }

  browser(): Browser {
    return new Browser(this.url);
  }

  /** A browser in which the first account, which may do everything, is signed in. */
  async setUp(): Promise<Browser> {
    const token = await this.app.get(Invitations, { strict: false }).createSetup();
    return this.accept(token ?? '', 'mara');
  }

  /** A browser in which an account made from a link is signed in; its display name is the name with a capital. */
  async accept(token: string, username: string): Promise<Browser> {
    const browser = this.browser();
    const displayName = username.charAt(0).toUpperCase() + username.slice(1);
    const person = { username, displayName, password: PASSWORD };
    const answer = await browser.post(`/api/invitations/${token}/accept`, person);
    if (answer.status !== 201) throw new Error(`No account: ${JSON.stringify(answer.body)}`);
    return browser;
  }

  /** A browser with a session of this account, without the time a password takes. */
  async signedIn(username: string): Promise<Browser> {
    const account = await this.dataSource.getRepository(AccountEntity).findOneByOrFail({ username });
    const sessions = this.app.get(Sessions, { strict: false });
    const { token } = await sessions.create(account, { userAgent: 'spec', address: '127.0.0.1' });
    const browser = this.browser();
    browser.cookie = `${SESSION_COOKIE}=${token}`;
    return browser;
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}

/** Of every account these specs make. */
export const PASSWORD = 'salt the garden bell';

function ports(bus: MessageBus, store: EventStore): DynamicModule {
  return {
    module: PortsModule,
    providers: [
      { provide: MessageBus, useValue: bus },
      { provide: EventStore, useValue: store },
    ],
    exports: [MessageBus, EventStore],
  };
}
