import type { Refusal } from '../../refusal';
import { challenge, retryAfter, type Answer } from '../answer';

/** A fault as Elasticsearch tells it. */
export interface ElasticsearchFault {
  readonly status: number;
  readonly type: string;
  readonly reason: string;
}

const PLAIN_TYPE = 'application/json';
const VERSIONED_TYPE = /application\/vnd\.elasticsearch\+json\s*;\s*compatible-with\s*=\s*(\d{1,2})/i;

/** What Elasticsearch calls what happened. */
const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'illegal_argument_exception',
  401: 'security_exception',
  403: 'security_exception',
  405: 'illegal_argument_exception',
  413: 'content_too_large_exception',
  415: 'illegal_argument_exception',
  429: 'es_rejected_execution_exception',
};

/** JSON under the name the client asked for: the official clients ask for that of their own version. */
export function jsonType(accept: string | undefined): string {
  const [, version] = VERSIONED_TYPE.exec(accept ?? '') ?? [];
  return version === undefined ? PLAIN_TYPE : `application/vnd.elasticsearch+json;compatible-with=${version}`;
}

/** Headers of every answer on Elasticsearch's paths. Official clients refuse to go on without the product's name. */
export function elasticsearchHeaders(contentType: string): Record<string, string> {
  return { 'content-type': contentType, 'x-elastic-product': 'Elasticsearch' };
}

export function elasticsearchJson(status: number, body: unknown, accept: string | undefined): Answer {
  return { status, headers: elasticsearchHeaders(jsonType(accept)), body: JSON.stringify(body) };
}

export function elasticsearchFault({ status, type, reason }: ElasticsearchFault, accept: string | undefined): Answer {
  const cause = { type, reason };
  return elasticsearchJson(status, { error: { root_cause: [cause], ...cause }, status }, accept);
}

/** A refusal of the whole request in Elasticsearch's words. */
export function elasticsearchRefusal(refusal: Refusal, accept: string | undefined): Answer {
  const { status, message, retryAfterMs } = refusal;
  const type = ERROR_TYPES[status] ?? 'unavailable_shards_exception';
  const answer = elasticsearchFault({ status, type, reason: message }, accept);
  return { ...answer, headers: { ...answer.headers, ...retryAfter(retryAfterMs), ...challenge(status) } };
}
