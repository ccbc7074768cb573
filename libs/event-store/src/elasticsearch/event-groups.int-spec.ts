import { Client } from '@elastic/elasticsearch';
import { testElasticsearch } from '@tocsin/testing';

import { EVER, Scope } from '../../testing/contract/harness';
import { createEventStore } from '../create-event-store';
import type { Group } from '../event-store';
import { readGroups } from './event-groups';
import { PointInTime } from './point-in-time';

describe(readGroups.name, () => {
  it('counts what lies under one key inside details, and not what lies under others, where every document matches', async () => {
    const { url, prefix } = testElasticsearch();
    const [client, scope] = [new Client({ node: url }), new Scope()];
    const store = createEventStore({ kind: 'elasticsearch', url, indexPrefix: prefix });
    await store.append(scope.items(3, (nr) => ({ details: { a: `other ${nr}`, m: 'value', z: `other ${nr}` } })));
    await store.refresh();
    const view = await PointInTime.open(client, `${prefix}events-*`);
    const request = { expr: scope.expr(), range: EVER, groupBy: ['details.m'], minCount: 1 };
    const groups: Group[] = [];
    for await (const group of readGroups(view, { match_all: {} }, request)) groups.push(group);
    expect(groups.map(({ key, count }) => [key, count])).toEqual([[['value'], 3]]);
    await view.close();
    await store.close();
    await client.close();
  });
});
