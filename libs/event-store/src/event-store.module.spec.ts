import 'reflect-metadata';

import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { EventStore, StoreUnavailable } from './event-store';
import { eventStoreConfigSchema } from './event-store.config';
import { EventStoreModule } from './event-store.module';

/** Nothing listens on the discard port. */
const AWAY = { elasticsearch: 'http://127.0.0.1:9', postgres: 'postgres://nobody@127.0.0.1:9/none' };

@Injectable()
class Librarian {
  constructor(readonly store: EventStore) {}
}

@Module({ providers: [Librarian] })
class LibraryModule {}

describe(EventStoreModule.name, () => {
  it.each(['elasticsearch', 'postgres'] as const)('starts and ends an app whose %s is away', async (kind) => {
    const config = eventStoreConfigSchema.parse({ kind, url: AWAY[kind] });
    const imports = [EventStoreModule.forRoot(config)];
    const app = await NestFactory.createApplicationContext({ module: LibraryModule, imports }, { logger: false });
    const { store } = app.get(Librarian, { strict: false });
    await expect(store.get('a')).rejects.toThrow(StoreUnavailable);
    expect((await store.health()).isWritable).toBe(false);
    await app.close();
  });
});

describe('the configuration of the store', () => {
  const problems = (config: object) =>
    eventStoreConfigSchema.safeParse(config).error?.issues.map(({ path }) => path[0]);

  it('takes one PostgreSQL, or several nodes of one Elasticsearch', () => {
    expect(problems({ kind: 'postgres', url: 'postgres://u:p,w@db/tocsin' })).toBeUndefined();
    expect(problems({ kind: 'elasticsearch', url: 'https://u:p@es1:9200, https://u:p@es2:9200' })).toBeUndefined();
  });

  it('refuses an address of another engine, and prefixes Elasticsearch would refuse', () => {
    expect(problems({ kind: 'postgres', url: 'https://es1:9200' })).toEqual(['url']);
    expect(problems({ kind: 'elasticsearch', url: 'https://es1:9200,postgres://db' })).toEqual(['url']);
    expect(problems({ kind: 'elasticsearch', url: 'https://es1', indexPrefix: 'Tocsin"' })).toEqual(['indexPrefix']);
  });
});
