import { DomainError, type EventHistogramQuery } from '@tocsin/api-contract';
import { InvalidCursor, type TimeRange } from '@tocsin/event-store';
import { InvalidExpression, NotSearchable, parseQuery, QuerySyntaxError, type Expr } from '@tocsin/query';

import { PlainProblem } from '../../http/problem';

const DAY_MS = 86_400_000;

/** The text is no query; `position` says where. */
class QueryNotUnderstood extends DomainError {
  readonly code = 'query.syntax';
  readonly kind = 'invalid';

  constructor(
    message: string,
    override readonly position: number,
  ) {
    super(message);
  }
}

/** Events that somebody asks for. */
export interface Selection {
  readonly expr: Expr;
  readonly range: TimeRange;
}

/**
 * What is asked for, as the store understands it.
 * @throws {QueryNotUnderstood}
 */
export function selectionOf({ q, ...given }: EventHistogramQuery, now: Date): Selection {
  const to = given.to === undefined ? now : new Date(given.to);
  const from = given.from === undefined ? new Date(to.getTime() - DAY_MS) : new Date(given.from);
  return { expr: read(q, now), range: { from: from.toISOString(), to: to.toISOString() } };
}

function read(q: string, now: Date): Expr {
  try {
    return parseQuery(q, now);
  } catch (error) {
    if (error instanceof QuerySyntaxError) throw new QueryNotUnderstood(error.message, error.position);
    throw error;
  }
}

/** What the store says about the question, and not about itself, is for the one who asked. */
export async function explained<T>(search: () => Promise<T>): Promise<T> {
  try {
    return await search();
  } catch (error) {
    if (error instanceof InvalidCursor) throw new PlainProblem('invalid', 'cursor.invalid', error.message);
    if (error instanceof NotSearchable || error instanceof InvalidExpression) {
      throw new PlainProblem('invalid', 'query.not_searchable', error.message);
    }
    throw error;
  }
}
