import { Client } from '@elastic/elasticsearch';
import { Logger } from '@nestjs/common';
import { testElasticsearch } from '@tocsin/testing';

import { EVER, Scope, tally } from '../../testing/contract/harness';
import { createEventStore } from '../create-event-store';
import { StoreUnavailable, type EventStore } from '../event-store';
import { MAPPING_VERSION } from './index-mapping';

const DAY = '2026-03-02';

describe('the indices of events', () => {
  let url: string;
  let prefix: string;
  let index: string;
  let client: Client;
  let store: EventStore;
  const connect = () => createEventStore({ kind: 'elasticsearch', url, indexPrefix: prefix });

  beforeEach(() => {
    Logger.overrideLogger(false);
    ({ url, prefix } = testElasticsearch());
    index = `${prefix}events-2026.03.02`;
    client = new Client({ node: url });
    store = connect();
  });
  afterEach(async () => {
    await store.close();
    await client.close();
  });

  const mappingOf = async (name: string) => (await client.indices.getMapping({ index: name }))[name]?.mappings;
  const fieldCount = async () => Object.keys((await mappingOf(index))?.properties ?? {}).length;

  it('are one per UTC day and know which mapping they have', async () => {
    await store.append([new Scope().item(1)]);
    expect((await mappingOf(index))?._meta).toEqual({ version: MAPPING_VERSION });
  });

  it('do not grow by fields nobody knows, and by those of Windows only so far', async () => {
    const scope = new Scope();
    await store.append([scope.item('first')]);
    const before = await fieldCount();
    const keys = (name: string) => Object.fromEntries(Array.from({ length: 5_000 }, (_, nr) => [`${name}${nr}`, 'x']));
    const windows = keys('winlog.event_data.Unheard');
    const outcomes = await store.append([scope.item('strange', keys('unheard.')), scope.item('windows', windows)]);
    expect(tally(outcomes)).toEqual({ stored: 2 });
    const grown = (await fieldCount()) - before;
    expect(grown).toBeGreaterThan(1_000);
    expect(grown).toBeLessThan(2_000);
    expect(await scope.names(store)).toEqual(['first', 'strange', 'windows']);
  });

  it('get our mapping on a new day, though somebody has deleted the template', async () => {
    const scope = new Scope();
    await store.append([scope.item(1)]);
    await client.indices.deleteIndexTemplate({ name: `${prefix}events` });
    await store.append([scope.item(2, { '@timestamp': '2026-03-03T00:00:00.000Z' })]);
    expect((await mappingOf(`${prefix}events-2026.03.03`))?._meta).toEqual({ version: MAPPING_VERSION });
  });

  it('are made again with our mapping when somebody has deleted one', async () => {
    const scope = new Scope();
    await store.append([scope.item(1)]);
    await client.indices.delete({ index });
    expect(tally(await store.append([scope.item(1)]))).toEqual({ stored: 1 });
    expect((await mappingOf(index))?._meta).toEqual({ version: MAPPING_VERSION });
  });

  it('of an older release learn the new fields, and keep a type that has changed', async () => {
    const older = { subobjects: false, _meta: { version: 'old' }, properties: { 'user.name': { type: 'keyword' } } };
    const few = { index: { mapping: { total_fields: { limit: 100 } } } };
    await client.indices.create({ index, mappings: older as object, settings: few });
    const changed = `${prefix}events-2026.03.03`;
    await client.indices.create({
      index: changed,
      mappings: { ...older, properties: { 'user.name': { type: 'text' } } } as object,
    });
    await store.append([new Scope().item(1)]);
    expect(await mappingOf(index)).toMatchObject({
      _meta: { version: MAPPING_VERSION },
      properties: { 'source.ip': { type: 'ip' } },
    });
    expect(await mappingOf(changed)).toMatchObject({ properties: { 'user.name': { type: 'text' } } });
  });

  it.each([
    ['a block on writing', 'write', /Remove the block/, /has the block 'write'/],
    ['a full disk', 'read_only_allow_delete', /Free disk space|Remove the block/, /disk is too full/],
  ])('with %s are waited for, and nothing is rejected', async (_, block, advice, health) => {
    const scope = new Scope();
    await store.append([scope.item(1)]);
    await client.indices.putSettings({ index, settings: { [`index.blocks.${block}`]: true } });
    const writing = store.append([scope.item(2)]);
    await expect(writing).rejects.toThrow(StoreUnavailable);
    await expect(writing).rejects.toThrow(advice);
    expect(await store.health()).toEqual({ isWritable: false, detail: expect.stringMatching(health) as string });
    await client.indices.putSettings({ index, settings: { [`index.blocks.${block}`]: null } });
    expect(tally(await store.append([scope.item(1), scope.item(2)]))).toEqual({ duplicate: 1, stored: 1 });
    expect((await store.health()).isWritable).toBe(true);
  });

  it('that are closed are waited for', async () => {
    const scope = new Scope();
    await store.append([scope.item(1)]);
    await client.indices.close({ index });
    await expect(store.append([scope.item(2)])).rejects.toThrow(/Open the index again/);
    expect((await store.health()).isWritable).toBe(false);
    await client.indices.open({ index, wait_for_active_shards: 1 });
    expect(tally(await store.append([scope.item(2)]))).toEqual({ stored: 1 });
  });

  it('of others that begin alike are left alone', async () => {
    const foreign = `${prefix}events-old`;
    await client.indices.create({ index: foreign });
    await store.append([new Scope().item(1)]);
    expect(await store.dropBefore('2030-01-01')).toEqual([DAY]);
    expect(await client.indices.exists({ index: foreign })).toBe(true);
  });

  it('answer a search as a whole or not at all', async () => {
    const scope = new Scope();
    await store.append([scope.item(1)]);
    // Its shard has no node it may live on.
    const settings = { 'index.routing.allocation.include._name': 'no such node' };
    const lost = `${prefix}events-2026.03.03`;
    await client.indices.create({ index: lost, settings, wait_for_active_shards: 0, timeout: '1s' });
    const search = store.search({ expr: scope.expr(), range: EVER, sort: 'newest', size: 1 });
    await expect(search).rejects.toThrow(StoreUnavailable);
    await expect(scope.names(store)).rejects.toThrow(StoreUnavailable);
    expect(await store.health()).toEqual({ isWritable: false, detail: expect.stringMatching(/shard/) as string });
  });
});
