import type { INestApplicationContext } from '@nestjs/common';

import { ListLoader } from '../../apps/pipeline/src/stages/3-enrich/lists/list-loader';
import { ListMemory } from '../../apps/pipeline/src/stages/3-enrich/lists/list-memory';
import type { EntryChange } from '../../apps/pipeline/src/stages/3-enrich/lists/list-source';

const CHUNK = 2_000;
const CACHED_ANSWERS = 50_000;
const LIST = { id: 'bench', name: 'bench', kind: 'watchlist', signalLevel: null } as const;

/** Terms as feeds have them: most are addresses, some networks, some domains. None is met by the sample lines. */
export function fillWatchlist(app: INestApplicationContext, terms: number): void {
  const memory = new ListMemory(new Map([[LIST.kind, CACHED_ANSWERS]]));
  memory.setLists([LIST]);
  for (let first = 0; first < terms; first += CHUNK)
    memory.apply(Array.from({ length: Math.min(CHUNK, terms - first) }, (_, index) => term(first + index)));
  app.get(ListLoader, { strict: false }).memory = memory;
}

function term(n: number): EntryChange {
  const facts = JSON.stringify({ reason: `seen in feed ${n % 50}`, reference: `https://example.com/${n % 5_000}` });
  const common = { listId: LIST.id, listKind: LIST.kind, facts, from: 0, until: Infinity, isRemoved: false };
  return { ...common, ...shapeOf(n), revision: n + 1 };
}

function shapeOf(n: number): Pick<EntryChange, 'kind' | 'key'> {
  const network = `2001:db8:${(n >> 16).toString(16)}:${(n & 0xffff).toString(16)}`;
  if (n % 10 < 7) return { kind: 'exact', key: `${network}::1` };
  if (n % 10 < 8) return { kind: 'cidr', key: `${network}::/64` };
  return { kind: 'domain', key: `host-${n}.bad${n % 9_000}.example` };
}

/** Resident memory in MiB, without what only waits to be collected where the collector can be called. */
export function residentMiB(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage.rss() / 1024 ** 2);
}
