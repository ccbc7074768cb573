import { InMemoryEventStore } from '@tocsin/event-store/testing';
import { Metrics } from '@tocsin/observability';
import { anEvent, FakeClock } from '@tocsin/testing';

import { pipelineOptionsSchema } from '../pipeline.config';
import { EventRetention } from './event-retention';

describe(EventRetention.name, () => {
  it('deletes whole days that are older than configured, and no other', async () => {
    const store = new InMemoryEventStore();
    const days = ['2026-11-20', '2026-11-23', '2026-11-24'];
    await store.append(days.map((day) => ({ id: day, day, event: anEvent({ '@timestamp': `${day}T10:00:00.000Z` }) })));
    const options = pipelineOptionsSchema.parse({ retentionDays: 1 });
    await new EventRetention(options, store, new FakeClock('2026-11-24T12:00:00.000Z'), new Metrics()).drop();
    expect(await Promise.all(days.map(async (day) => (await store.get(day)) !== undefined))).toEqual([
      false,
      true,
      true,
    ]);
  });
});
