import { Random } from '@tocsin/testing';

import { randomEvent } from '../../testing/random-events';
import { compileToElasticsearch } from '../elasticsearch/compile-to-elasticsearch';
import { InvalidExpression, NotSearchable } from '../errors';
import type { Expr } from '../expr';
import { compilePredicate } from '../predicate/compile-predicate';
import { compileToSql } from '../sql/compile-to-sql';
import { parseQuery } from './parse-query';
import { QuerySyntaxError } from './query-syntax-error';

const FRAGMENTS = [
  'user.name', '@timestamp', 'source.ip', 'source.port', 'message', 'host.geo.location', 'x.y', 'tags', ':', ':', ':', '>', '<=', ':>=',
  '(', ')', '[', ']', '{', '}', ' TO ', ' AND ', ' OR ', ' NOT ', '-', '!', '*', '?', '"', '\\', '/', '/i', ' ', ' ', '\n', '\0', '|', '&&',
  '10.0.0.1', '10.0.0.0/8', '10.*', '::1', 'fe80::/10', '22', '-1', '1e99', '2026-11-24', '9999-12-31', '2026-13-45', 'now', '-15m', '/d',
  'now+9999y/y', 'root', 'Σ', '😀', '\ud800', '[1 TO 5]', '{* TO now]', '[::1 TO *]', '(a OR b)', '(>=1 AND <5)', '/a+(b|^c)$/',
] as const; // prettier-ignore
const QUERIES = 2_000;
const random = new Random(20_261_127);
const now = new Date('2026-11-27T08:00:00.000Z');
const events = Array.from({ length: 5 }, () => randomEvent(random));

function understand(query: string): Expr | undefined {
  try {
    return parseQuery(query, now);
  } catch (error) {
    if (!(error instanceof QuerySyntaxError)) throw error;
    expect(error.position).toBeLessThanOrEqual(query.length);
    return undefined;
  }
}

/** What can mean nothing, or nothing to a store, is said so; anything else is an error of ours. */
function allowing(refusals: readonly (new (...args: never[]) => Error)[], work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!refusals.some((refusal) => error instanceof refusal)) throw error;
  }
}

describe(parseQuery.name, () => {
  it(`reads or refuses any text, and what it reads can be asked, on ${QUERIES} seeded texts`, () => {
    let understood = 0;
    for (let count = 0; count < QUERIES; count += 1) {
      const query = Array.from({ length: 1 + random.below(9) }, () => random.pick(FRAGMENTS)).join('');
      const expr = understand(query);
      if (expr === undefined) continue;
      understood += 1;
      allowing([InvalidExpression], () => events.map(compilePredicate(expr)));
      allowing([InvalidExpression, NotSearchable], () => compileToElasticsearch(expr));
      allowing([InvalidExpression, NotSearchable], () => compileToSql(expr, []));
    }
    expect(understood).toBeGreaterThan(QUERIES / 10);
  });
});
