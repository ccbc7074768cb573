import type { z } from 'zod';

import { ElasticsearchEventStore } from './elasticsearch/elasticsearch-event-store';
import type { EventStore } from './event-store';
import { eventStoreConfigSchema, nodesOf } from './event-store.config';
import { PostgresEventStore } from './postgres/postgres-event-store';

/**
 * A store that connects when it is first asked. Never waits for the engine and never fails because it is away. Close it.
 * @throws {ZodError} when the configuration is wrong.
 */
export function createEventStore(config: z.input<typeof eventStoreConfigSchema>): EventStore {
  const { kind, url, indexPrefix, timeoutMs } = eventStoreConfigSchema.parse(config);
  return kind === 'postgres'
    ? new PostgresEventStore({ url, timeoutMs })
    : new ElasticsearchEventStore({ nodes: nodesOf(url), prefix: indexPrefix, timeoutMs });
}
