import { ALERT_TERM_FIELDS, type AlertTerm } from '@tocsin/api-contract';

/** Whose question it is, and when. */
export interface Asker {
  readonly now: Date;
  /** Account that asks; what nobody asks names no `me`. */
  readonly me?: string;
}

/** The statement a condition becomes a part of. */
interface Statement {
  readonly asker: Asker;
  /** Takes a value, and answers how SQL names it. */
  parameter(value: unknown): string;
}

/** SQL that is true, false or unknown for an alert; given all terms of one facet. */
type Condition = (terms: readonly AlertTerm[], statement: Statement) => string;

const values = (terms: readonly AlertTerm[], statement: Statement) =>
  statement.parameter(terms.map(({ value }) => value.toLowerCase()));

const CONDITIONS: Readonly<Record<(typeof ALERT_TERM_FIELDS)[number], Condition>> = {
  severity: (terms, statement) => `alert.severity = ANY(${values(terms, statement)}::text[])`,
  status: (terms, statement) => {
    const status = `${statusNow(statement)} = ANY(${values(terms, statement)}::text[])`;
    return terms.some(({ value }) => value === 'open')
      ? `(${status} OR ${statusNow(statement)} IN ('new', 'in_progress'))`
      : status;
  },
  rule: (terms, statement) => `alert.rule_id = ANY(${statement.parameter(terms.map(({ value }) => value))}::text[])`,
  tag: (terms, statement) => `alert.tags && ${values(terms, statement)}::text[]`,
  verdict: (terms, statement) => `alert.verdict = ANY(${values(terms, statement)}::text[])`,
  assignee: (terms, statement) => `(${terms.map(({ value }) => assignee(value, statement)).join(' OR ')})`,
  entity: (terms, statement) => `(${terms.map((term) => entity(term, statement)).join(' OR ')})`,
};

/** Facet of a term: fields of entities are one facet, for an alert is about one. */
export function facetOf({ field }: AlertTerm): keyof typeof CONDITIONS {
  return ALERT_TERM_FIELDS.find((known) => known === field) ?? 'entity';
}

/** Any of the terms, which are of one facet; or none of them when they are left out. */
export function termsCondition(terms: readonly AlertTerm[], statement: Statement): string {
  const [first] = terms;
  if (first === undefined) return 'true';
  const condition = CONDITIONS[facetOf(first)](terms, statement);
  return first.isLeftOut ? `(${condition}) IS NOT TRUE` : condition;
}

/** SQL of the status people see: `snoozed` stands before what it is snoozed as. */
export function statusNow(statement: Statement): string {
  const now = statement.parameter(statement.asker.now);
  return `CASE WHEN alert.status <> 'resolved' AND alert.snoozed_until > ${now}::timestamptz THEN 'snoozed' ELSE alert.status END`;
}

function assignee(value: string, statement: Statement): string {
  if (value === 'none') return 'alert.assignee_id IS NULL';
  if (value === 'me') return `alert.assignee_id = ${statement.parameter(statement.asker.me)}`;
  return `alert.assignee_id = (SELECT id FROM account WHERE username = ${statement.parameter(value.toLowerCase())})`;
}

/** The first part is written as the index of entities is. */
function entity({ field, value }: AlertTerm, statement: Statement): string {
  if (field === 'entity' && value === 'none') return 'alert.entity_value IS NULL';
  const given = `${statement.parameter(value)}::text`;
  const indexed = `left(lower(alert.entity_value), 256) = left(lower(${given}), 256)`;
  if (field === 'entity') return `(${indexed} AND lower(alert.entity_value) = lower(${given}))`;
  return `(${indexed} AND alert.entity_field = ${statement.parameter(field)} AND alert.entity_value = ${given})`;
}
