import type { Taken } from '../../batches/request-batches';
import type { Answer } from '../answer';
import { isFault, toldItems, type BulkItem, type KeptDocument, type ToldItem } from './bulk-item';
import { elasticsearchFault, elasticsearchHeaders, jsonType } from './elasticsearch-answer';

/** What stands beside `_index`, `_id` and `result`; there are thousands of these in an answer. */
const SHARED_MEMBERS = '"_version":1,"_shards":{"total":1,"successful":1,"failed":0},"_seq_no":0,"_primary_term":1';

/** The answer to a bulk request: one item for each action, in order. @param accept the type the client asked for. */
export function bulkAnswer(
  items: readonly BulkItem[],
  taken: Taken,
  { tookMs, accept }: { readonly tookMs: number; readonly accept: string | undefined },
): Answer {
  let hasErrors = false;
  const texts: string[] = [];
  for (const item of toldItems(items, taken)) {
    hasErrors ||= isFault(item.outcome);
    texts.push(`{"${item.operation}":${itemText(item)}}`);
  }
  const body = `{"errors":${hasErrors},"took":${Math.round(tookMs)},"items":[${texts.join(',')}]}`;
  return { status: 200, headers: elasticsearchHeaders(jsonType(accept)), body };
}

/** The answer to a document that came alone. */
export function documentAnswer(item: ToldItem, accept: string | undefined): Answer {
  const { outcome } = item;
  if (isFault(outcome)) return elasticsearchFault(outcome, accept);
  const headers = elasticsearchHeaders(jsonType(accept));
  return { status: outcome.status, headers, body: `{${keptMembers(item, outcome)}}` };
}

function itemText(item: ToldItem): string {
  const { outcome } = item;
  if (!isFault(outcome)) return `{${keptMembers(item, outcome)},"status":${outcome.status}}`;
  const { status, type, reason } = outcome;
  return JSON.stringify({ _index: item.index, _id: item.id ?? null, status, error: { type, reason } });
}

function keptMembers({ index, id = '' }: ToldItem, { result }: KeptDocument): string {
  return `"_index":${JSON.stringify(index)},"_id":${JSON.stringify(id)},"result":"${result}",${SHARED_MEMBERS}`;
}
