import { all, any, not } from '../build';
import type { Expr } from '../expr';
import { meantField } from './field-names';
import type { Operator } from './parse-date';
import { parseRange } from './parse-range';
import { parseComparison, parseFreeWord, parseValue } from './parse-value';
import { QuerySyntaxError } from './query-syntax-error';
import type { RangeToken, Token, TokenKind } from './token';
import { tokenize } from './tokenize';

/** Deeper than a person writes, shallower than Elasticsearch refuses. */
const MAX_DEPTH = 12;
const MAX_CONDITIONS = 200;

/**
 * Reads what a responder types: `user.name:alice AND NOT source.ip:10.0.0.0/8 failed "for root" source.port>=1024`. Words side
 * by side are joined by AND, which binds tighter than OR; `field:(a OR b)` gives one field several values; `field:*` is "has a
 * value"; `field:[a TO b}` a range of numbers, dates or addresses; `field:/re/i` a regular expression; `-` or `!` is NOT. An
 * empty text selects everything.
 * @param now what `now-15m` and `now/d` are counted from, once: the expression does not move on with the time.
 * @throws {QuerySyntaxError} that says where and what was expected.
 */
export function parseQuery(text: string, now = new Date()): Expr {
  const parser = new QueryParser(tokenize(text), now);
  return parser.whole();
}

class QueryParser {
  private at = 0;
  private depth = 0;
  private conditions = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly now: Date,
  ) {}

  whole(): Expr {
    if (this.peek().kind === 'end') return { kind: 'constant', value: true };
    const expr = this.disjunction((token) => this.term(token));
    if (this.peek().kind !== 'end') throw this.unexpected('AND, OR or the end');
    return expr;
  }

  private peek(): Token {
    return this.tokens[this.at]!;
  }

  private disjunction(term: (token: Token) => Expr): Expr {
    const operands = [this.conjunction(term)];
    while (this.take('or')) operands.push(this.conjunction(term));
    return any(operands);
  }

  private conjunction(term: (token: Token) => Expr): Expr {
    const operands = [this.negation(term)];
    for (;;) {
      const joined = this.take('and');
      if (!joined && ['or', 'close', 'end'].includes(this.peek().kind)) return all(operands);
      operands.push(this.negation(term));
    }
  }

  private negation(term: (token: Token) => Expr): Expr {
    const negated = this.take('not');
    if (negated) return this.nested(() => not(this.negation(term)));
    if (this.peek().kind === 'open') return this.group(term);
    if (++this.conditions > MAX_CONDITIONS) throw this.unexpected(`at most ${MAX_CONDITIONS} conditions`);
    const token = this.peek();
    this.at++;
    return term(token);
  }

  private group(term: (token: Token) => Expr): Expr {
    this.at++;
    const expr = this.nested(() => this.disjunction(term));
    if (!this.take('close')) throw this.unexpected('AND, OR or )');
    return expr;
  }

  private nested(read: () => Expr): Expr {
    if (++this.depth > MAX_DEPTH) throw this.unexpected(`at most ${MAX_DEPTH} levels of brackets and NOT`);
    const expr = read();
    this.depth--;
    return expr;
  }

  private term(token: Token): Expr {
    if (token.kind === 'word' || token.kind === 'phrase') return parseFreeWord(token);
    if (token.kind !== 'field') throw expected('a word, a field or (', token);
    const field = meantField(token.text);
    const { suffix } = token;
    if (suffix === ':' && this.peek().kind === 'open') return this.group((value) => this.value(field, value));
    const value = this.peek();
    this.at++;
    return suffix === ':'
      ? this.value(field, value)
      : parseComparison(field, suffix as Operator, asValue(value), this.now);
  }

  private value(field: string, token: Token): Expr {
    if (!isRange(token)) return parseValue(field, asValue(token), this.now);
    const expr = parseRange(field, token, this.now);
    // A range of addresses is as many conditions as networks.
    this.conditions += expr.kind === 'or' ? expr.operands.length : 0;
    return expr;
  }

  private take(kind: TokenKind): boolean {
    if (this.peek().kind !== kind) return false;
    this.at++;
    return true;
  }

  private unexpected(what: string): QuerySyntaxError {
    return expected(what, this.peek());
  }
}

function isRange(token: Token): token is RangeToken {
  return token.kind === 'range';
}

function asValue(token: Token): Token {
  if (token.kind === 'word' || token.kind === 'phrase' || token.kind === 'regex') return token;
  throw expected('a value', token);
}

function expected(what: string, token: Token): QuerySyntaxError {
  return new QuerySyntaxError(token.position, what);
}
