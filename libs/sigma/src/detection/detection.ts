import { all, any, type Expr } from '@tocsin/query';

import { at, RuleError } from '../rules/rule-error';
import { parseCondition } from './condition';
import { fieldItem, readValues, type RuleWords } from './field-item';
import { toPattern } from './sigma-text';

export interface Detection {
  readonly expr: Expr;
  readonly selections: ReadonlyMap<string, Expr>;
}

type YamlMap = Readonly<Record<string, unknown>>;

/**
 * The `detection` of a rule as expressions.
 * @throws {RuleError} for what cannot be run exactly as written.
 */
export function readDetection(data: unknown, words: RuleWords): Detection {
  if (!isMap(data)) throw new RuleError('The rule has no detection.', 'Add selections and a condition.');
  const { condition, ...rest } = data;
  if ('timeframe' in rest)
    throw new RuleError('timeframe is not Sigma any more.', 'Write a correlation rule with a timespan.', ['timeframe']);
  const selections = new Map(
    Object.entries(rest).map(([name, content]) => [name, at([name], () => selection(content, words))]),
  );
  const expr = at(['condition'], () => any(conditions(condition).map((text) => parseCondition(text, selections))));
  return { expr, selections };
}

function conditions(condition: unknown): string[] {
  const texts: unknown[] = Array.isArray(condition) ? condition : [condition];
  if (texts.length > 0 && texts.every((text) => typeof text === 'string')) return texts;
  throw new RuleError('The detection has no condition.', 'Add one, such as "condition: selection".');
}

function selection(content: unknown, words: RuleWords): Expr {
  if (isMap(content)) return mapExpr(content, words);
  if (!Array.isArray(content)) return keywords(content, false);
  if (content.length === 0) throw new RuleError('The selection is empty.', 'Give it values or remove it.');
  return any(
    content.map((item: unknown, index) =>
      at([index], () => (isMap(item) ? mapExpr(item, words) : keywords(item, false))),
    ),
  );
}

function mapExpr(map: YamlMap, words: RuleWords): Expr {
  const items = Object.entries(map);
  if (items.length === 0) throw new RuleError('The selection is empty.', 'Give it fields or remove it.');
  return all(items.map(([key, content]) => at([key], () => itemExpr(key, content, words))));
}

function itemExpr(key: string, content: unknown, words: RuleWords): Expr {
  const [field, ...modifiers] = key.split('|').map((part) => part.trim());
  if (field) return fieldItem(field, modifiers, content, words);
  if (modifiers.some((modifier) => modifier !== 'all'))
    throw new RuleError('Words without a field take no modifier but all.', 'Name a field or drop the modifiers.');
  return keywords(content, modifiers.includes('all'));
}

function keywords(content: unknown, isAll: boolean): Expr {
  const words = readValues(content).map((value): Expr => {
    if (value === null) throw new RuleError('A word cannot be null.', 'Remove it.');
    return { kind: 'keyword', pattern: toPattern(String(value)) };
  });
  return isAll ? all(words) : any(words);
}

function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
