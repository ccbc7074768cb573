import { fieldSpec, FIELDS } from '@tocsin/event-model';

import { NotSearchable, STREAM_ONLY } from '../errors';
import type { Expr } from '../expr';
import { isText } from '../plan/event-values';
import { makePlan } from '../plan/make-plan';
import {
  isCondition,
  type AddressCondition,
  type Condition,
  type KeywordCondition,
  type NumberCondition,
  type Plan,
} from '../plan/plan';
import { SqlFields, type ValueTest } from './sql-fields';
import { SqlParameters } from './sql-parameters';
import { addressTest, momentTest, numberTest, regexTest, textTest } from './sql-tests';

/**
 * The expression as an SQL boolean over a jsonb column `event`, for PostgreSQL 16 and later. It selects the same events as
 * the predicate does and is never NULL. Whatever came from outside becomes a parameter: they are appended to `parameters`
 * and numbered from where that stood.
 * @throws {NotSearchable} for a condition that SQL cannot answer exactly.
 * @throws {InvalidExpression} for a condition nothing can answer.
 */
export function compileToSql(expr: Expr, parameters: unknown[]): string {
  return new SqlCompiler(new SqlParameters(parameters)).sql(makePlan(expr));
}

const ADDRESS_FIELDS = FIELDS.filter(({ type }) => type === 'ip').map(({ name }) => name);
const OTHER_THAN_TEXT = FIELDS.map(({ name }) => name).filter((name) => !isText(name));

class SqlCompiler {
  private readonly fields: SqlFields;

  constructor(private readonly parameters: SqlParameters) {
    this.fields = new SqlFields(parameters);
  }

  sql(plan: Plan): string {
    if (isCondition(plan)) return this.condition(plan);
    switch (plan.kind) {
      case 'and':
        return plan.operands.length === 0 ? 'TRUE' : this.joined(plan.operands, ' AND ');
      case 'or':
        return plan.operands.length === 0 ? 'FALSE' : this.joined(plan.operands, ' OR ');
      case 'not':
        return `NOT ${this.sql(plan.operand)}`;
      case 'constant':
        return plan.value ? 'TRUE' : 'FALSE';
    }
  }

  private joined(operands: readonly Plan[], operator: string): string {
    return `(${operands.map((operand) => this.sql(operand)).join(operator)})`;
  }

  private condition(condition: Condition): string {
    switch (condition.kind) {
      case 'exists':
        return this.exists(condition.field);
      case 'text':
        return this.fields.some(condition.field, textTest(condition.patterns, condition.cased, this.parameters));
      case 'regex':
        return this.fields.some(condition.field, regexTest(condition, this.parameters));
      case 'address':
        return this.address(condition);
      case 'number':
      case 'moment':
        return this.fields.some(condition.field, this.comparison(condition));
      case 'keyword':
        return this.keyword(condition);
      case 'holds':
      case 'calendar':
        throw new NotSearchable(condition.field, STREAM_ONLY[condition.kind]);
    }
  }

  private exists(field: string): string {
    if (fieldSpec(field)?.type !== 'geo_point') return this.fields.some(field, () => 'TRUE');
    return `(event ->> ${this.parameters.add(field, 'text')} IS NOT NULL)`;
  }

  private address({ field, networks }: AddressCondition): string {
    return this.fields.some(field, addressTest(networks, this.parameters));
  }

  private comparison({ kind, operator, limits }: NumberCondition): ValueTest {
    return kind === 'moment'
      ? momentTest(operator, limits, this.parameters)
      : numberTest(operator, limits, this.parameters);
  }

  private keyword({ patterns, addresses }: KeywordCondition): string {
    const test = textTest(patterns, false, this.parameters);
    const inText = this.fields.someText(OTHER_THAN_TEXT, test);
    if (addresses.length === 0) return inText;
    const inAddresses = ADDRESS_FIELDS.map((field) => this.address({ kind: 'address', field, networks: addresses }));
    return `(${[inText, ...inAddresses].join(' OR ')})`;
  }
}
