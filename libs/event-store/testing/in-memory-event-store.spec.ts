import { StoreUnavailable } from '../src/event-store';
import { EVER, Scope } from './contract/harness';
import { describeEventStoreContract, InMemoryEventStore } from './index';

describeEventStoreContract(InMemoryEventStore.name, () => {
  const store = new InMemoryEventStore();
  return Promise.resolve({ connect: () => store, close: () => Promise.resolve() });
});

describe(InMemoryEventStore.name, () => {
  it('fails as an engine that is away does, until the outage is over', async () => {
    const [store, scope] = [new InMemoryEventStore(), new Scope()];
    store.outage = 'The disk is full.';
    await expect(store.append([scope.item(1)])).rejects.toThrow(StoreUnavailable);
    await expect(store.search({ expr: scope.expr(), range: EVER, sort: 'newest', size: 1 })).rejects.toThrow('disk');
    expect(await store.health()).toEqual({ isWritable: false, detail: 'The disk is full.' });
    store.outage = undefined;
    expect(await store.append([scope.item(1)])).toEqual([{ kind: 'stored' }]);
    expect(store.events).toHaveLength(1);
  });
});
