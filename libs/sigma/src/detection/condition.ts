import { all, any, not, type Expr } from '@tocsin/query';

import { RuleError } from '../rules/rule-error';

const MAX_DEPTH = 50;
const TOKEN = /\s*([()|]|[^\s()|]+)/y;
const WORDS = new Set(['and', 'or', 'not', 'of', '(', ')', '|']);

/**
 * Reads `selection and not 1 of filter_*`. `not` binds tighter than `and`, `and` tighter than `or`.
 * @throws {RuleError} for anything that is no condition over these selections.
 */
export function parseCondition(text: string, selections: ReadonlyMap<string, Expr>): Expr {
  return new ConditionParser(tokens(text), selections).whole();
}

function tokens(text: string): string[] {
  return Array.from(text.trim().matchAll(new RegExp(TOKEN, 'g')), (match) => match[1]!);
}

class ConditionParser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly selections: ReadonlyMap<string, Expr>,
  ) {}

  whole(): Expr {
    const expr = this.disjunction();
    const rest = this.tokens[this.at];
    if (rest === '|')
      throw new RuleError('Counting inside a condition (|) is not Sigma any more.', 'Write a correlation rule for it.');
    if (rest !== undefined) throw this.unexpected('and, or, or the end');
    return expr;
  }

  private disjunction(): Expr {
    const operands = [this.conjunction()];
    while (this.take('or')) operands.push(this.conjunction());
    return any(operands);
  }

  private conjunction(): Expr {
    const operands = [this.negation()];
    while (this.take('and')) operands.push(this.negation());
    return all(operands);
  }

  private negation(): Expr {
    if (++this.depth > MAX_DEPTH)
      throw new RuleError('The condition is nested too deep.', 'Name parts of it as selections.');
    const expr = this.take('not') ? not(this.negation()) : this.primary();
    this.depth--;
    return expr;
  }

  private primary(): Expr {
    if (this.take('(')) {
      const expr = this.disjunction();
      if (!this.take(')')) throw this.unexpected(')');
      return expr;
    }
    const name = this.tokens[this.at];
    if (name === undefined || WORDS.has(name.toLowerCase())) throw this.unexpected('a selection');
    this.at++;
    return this.take('of') ? this.quantified(name.toLowerCase()) : this.selection(name);
  }

  private quantified(quantifier: string): Expr {
    const pattern = this.tokens[this.at];
    if (pattern === undefined || WORDS.has(pattern.toLowerCase())) throw this.unexpected('them, or a name with *');
    this.at++;
    const chosen = this.matching(pattern);
    if (quantifier === 'all') return all(chosen);
    if (quantifier === '1' || quantifier === 'any') return any(chosen);
    throw new RuleError(`"${quantifier} of" is not Sigma.`, 'Use "1 of" or "all of", or a correlation rule.');
  }

  private matching(pattern: string): Expr[] {
    const isThem = pattern.toLowerCase() === 'them';
    const expression = new RegExp(`^${pattern.split('*').map(escapeRegex).join('.*')}$`);
    const names = [...this.selections.keys()].filter((name) =>
      isThem ? !name.startsWith('_') : expression.test(name),
    );
    if (names.length === 0)
      throw new RuleError(`No selection is called ${pattern}.`, 'Add one or correct the condition.');
    return names.map((name) => this.selections.get(name)!);
  }

  private selection(name: string): Expr {
    const selection = this.selections.get(name);
    if (!selection) throw new RuleError(`There is no selection called ${name}.`, 'Add it or correct the condition.');
    return selection;
  }

  private take(word: string): boolean {
    if (this.tokens[this.at]?.toLowerCase() !== word) return false;
    this.at++;
    return true;
  }

  private unexpected(expected: string): RuleError {
    const found = this.tokens[this.at];
    const place = found === undefined ? 'the condition ends' : `"${found}" stands`;
    return new RuleError(`In the condition ${place} where ${expected} is expected.`, 'Correct the condition.');
  }
}

function escapeRegex(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
