import type { Client } from '@elastic/elasticsearch';

import type { StoreHealth } from '../event-store';
import { translate } from './failures';

const TIME_LIMIT_MS = 3_000;

const WELL: StoreHealth = { isWritable: true, detail: '' };

type IndexSettings = Readonly<Record<string, { readonly settings?: Readonly<Record<string, string>> }>>;

/** Asks whether new events could be written, and what stands in the way if not. */
export async function readHealth(client: Client, indexPattern: string): Promise<StoreHealth> {
  const limits = { requestTimeout: TIME_LIMIT_MS, maxRetries: 0 };
  try {
    const [{ status, unassigned_primary_shards: missing }, settings] = await Promise.all([
      client.cluster.health({ index: indexPattern }, limits),
      client.indices.getSettings({ index: indexPattern, flat_settings: true, expand_wildcards: 'all' }, limits),
    ]);
    if (status === 'red')
      return away(`${missing} primary shard(s) of the events are missing. Bring back the node that holds them.`);
    return describeBlocks(settings);
  } catch (error) {
    const translated = translate(error);
    return away(translated instanceof Error ? translated.message : String(translated));
  }
}

/** Old days may be closed to writing on purpose; the newest and a full disk concern what comes in. */
function describeBlocks(indices: IndexSettings): StoreHealth {
  const names = Object.keys(indices).sort();
  const blocksOf = (name: string | undefined) => (name && indices[name]?.settings) || {};
  const full = names.filter((name) => blocksOf(name)['index.blocks.read_only_allow_delete'] === 'true');
  if (full.length > 0)
    return away(`The disk is too full: ${full.length} index(es) are read-only. Free disk space or add a node.`);
  const newest = names.at(-1);
  const block = ['write', 'read_only'].find((kind) => blocksOf(newest)[`index.blocks.${kind}`] === 'true');
  if (block !== undefined) return away(`Index ${newest} has the block '${block}'. Remove it to store events again.`);
  if (blocksOf(newest)['index.verified_before_close'] === 'true')
    return away(`Index ${newest} is closed. Open it again.`);
  return WELL;
}

function away(detail: string): StoreHealth {
  return { isWritable: false, detail };
}
