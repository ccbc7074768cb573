import { fieldSpec, FIELDS } from '@tocsin/event-model';

import { NotSearchable, STREAM_ONLY } from '../errors';
import type { Expr } from '../expr';
import { makePlan } from '../plan/make-plan';
import {
  isCondition,
  type AddressCondition,
  type Condition,
  type KeywordCondition,
  type NumberCondition,
  type Plan,
} from '../plan/plan';
import { lastAddress, type Network } from '../text/address';
import { regexQuery, textQueries } from './text-queries';

/** One query of Elasticsearch's DSL, as it goes over the wire. */
export type ElasticsearchQuery = Record<string, unknown>;

/**
 * The expression as a query that selects the same events as the predicate does. Expects the mapping made from the event
 * model: plain `keyword` fields, texts with a `keyword` sub-field, `details` flattened, every address and number typed.
 * @throws {NotSearchable} for a condition that the index cannot answer exactly.
 * @throws {InvalidExpression} for a condition nothing can answer.
 */
export function compileToElasticsearch(expr: Expr): ElasticsearchQuery {
  return queryOf(makePlan(expr));
}

function queryOf(plan: Plan): ElasticsearchQuery {
  if (isCondition(plan)) return conditionQuery(plan);
  switch (plan.kind) {
    case 'and':
      return plan.operands.length === 0 ? { match_all: {} } : { bool: { filter: plan.operands.map(queryOf) } };
    case 'or':
      return anyOf(plan.operands.map(queryOf));
    case 'not':
      return { bool: { must_not: [queryOf(plan.operand)] } };
    case 'constant':
      return plan.value ? { match_all: {} } : { match_none: {} };
  }
}

function conditionQuery(condition: Condition): ElasticsearchQuery {
  switch (condition.kind) {
    case 'exists':
      return existsQuery(condition.field);
    case 'text':
      return anyOf(textQueries(condition));
    case 'regex':
      return regexQuery(condition);
    case 'address':
      return addressQuery(condition);
    case 'number':
    case 'moment':
      return numberQuery(condition);
    case 'keyword':
      return keywordQuery(condition);
    case 'holds':
    case 'calendar':
      throw new NotSearchable(condition.field, STREAM_ONLY[condition.kind]);
  }
}

function anyOf(queries: readonly ElasticsearchQuery[]): ElasticsearchQuery {
  if (queries.length === 0) return { match_none: {} };
  return queries.length === 1 ? queries[0]! : { bool: { should: queries, minimum_should_match: 1 } };
}

/** An empty text has no words, so a text field is also looked for by its whole value. */
function existsQuery(field: string): ElasticsearchQuery {
  const exists = { exists: { field } };
  return fieldSpec(field)?.type === 'text' ? anyOf([exists, { exists: { field: `${field}.keyword` } }]) : exists;
}

function addressQuery({ field, networks }: AddressCondition): ElasticsearchQuery {
  if (fieldSpec(field)?.type !== 'ip') throw new NotSearchable(field, 'it is not indexed as an address.');
  return anyOf(networks.map((network) => networkQuery(field, network)));
}

/** To Elasticsearch IPv4 lies inside IPv6, so a network around that place is asked for as what lies before and after it. */
function networkQuery(field: string, network: Network): ElasticsearchQuery {
  const { family, prefix, base } = network;
  const holdsIpv4 = family === 6 && prefix <= 80 && base === '::';
  if (!holdsIpv4) return { term: { [field]: prefix === network.bytes.length * 8 ? base : `${base}/${prefix}` } };
  const before = { range: { [field]: { gte: '::', lte: '::fffe:ffff:ffff' } } };
  return anyOf([before, { range: { [field]: { gte: '::1:0:0:0', lte: lastAddress(network) } } }]);
}

const RANGES = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const;

function numberQuery({ kind, field, operator, limits }: NumberCondition): ElasticsearchQuery {
  const type = fieldSpec(field)?.type;
  if (type !== 'long' && type !== 'double' && type !== 'date')
    throw new NotSearchable(field, 'it is indexed as text, which does not compare as a number.');
  const values = limits
    .filter((limit) => operator !== '=' || type !== 'long' || Number.isInteger(limit))
    .map((limit) => (kind === 'moment' ? new Date(limit).toISOString() : limit));
  if (operator === '=') return anyOf(values.map((value) => ({ term: { [field]: value } })));
  return anyOf(values.map((value) => ({ range: { [field]: { [RANGES[operator]]: value } } })));
}

const TEXT_FIELDS = FIELDS.filter(({ type }) => type === 'keyword' || type === 'text').map(({ name }) => name);
const ADDRESS_FIELDS = FIELDS.filter(({ type }) => type === 'ip').map(({ name }) => name);

function keywordQuery({ patterns, addresses }: KeywordCondition): ElasticsearchQuery {
  const inText = [...TEXT_FIELDS, 'details'].flatMap((field) =>
    textQueries({ kind: 'text', field, patterns, cased: false }),
  );
  const inAddresses = ADDRESS_FIELDS.flatMap((field) => addresses.map((address) => networkQuery(field, address)));
  return anyOf([...inText, ...inAddresses]);
}
