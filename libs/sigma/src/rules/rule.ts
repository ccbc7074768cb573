import type { RuleFacts } from '@tocsin/event-model';
import type { Expr } from '@tocsin/query';

/** What events a rule is for, in Sigma's words; at least one of the three is given. */
export interface LogSource {
  readonly category?: string;
  readonly product?: string;
  readonly service?: string;
}

/** A rule over single events. */
export interface SigmaRule {
  readonly facts: RuleFacts;
  /** Short name by which correlations of the same folder may call it. */
  readonly name: string | undefined;
  readonly file: string;
  /** The document it is. */
  readonly text: string;
  readonly logsource: LogSource;
  /** Which of our events the log source means. */
  readonly routing: Expr;
  /** The rule's condition, without the routing. */
  readonly detection: Expr;
  /** Routing and detection together: the rule as a query. */
  readonly expr: Expr;
  /** Search identifiers of the rule, each by itself. */
  readonly selections: ReadonlyMap<string, Expr>;
  /** Hits of the rule that share the values of these fields become one alert. */
  readonly groupBy: readonly string[];
}

/** A rule over a count of events within a span of event time. */
export interface CorrelationRule {
  readonly facts: RuleFacts;
  readonly name: string | undefined;
  readonly file: string;
  readonly text: string;
  readonly type: 'event_count' | 'value_count';
  /** Field whose different values are counted; `undefined` when events are. */
  readonly countedField: string | undefined;
  /** The rules it counts hits of. */
  readonly rules: readonly SigmaRule[];
  /** What any of those rules matches, as one query. */
  readonly expr: Expr;
  readonly groupBy: readonly string[];
  readonly timespanMs: number;
  /** The count that makes a hit; it is at least 1. */
  readonly threshold: number;
}

/** A document that narrows rules without changing them: they match what meets its condition too. */
export interface SigmaFilter {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly text: string;
  /** Ids and names of the rules; `any` for all of the log source. */
  readonly rules: readonly string[] | 'any';
  readonly logsource: LogSource;
  /** Selections and condition, read in the words of each rule they are put to. */
  readonly detection: unknown;
}

/** Why a document was not loaded. The other documents were. */
export interface Refusal {
  readonly file: string;
  /** 1-based line of the place in question. */
  readonly line: number;
  /** Title or id of the rule, when it could be read. */
  readonly rule: string | undefined;
  readonly reason: string;
  /** What the author can do. */
  readonly advice: string;
}

/** The rules of one folder or one set of files. */
export interface RuleSet {
  /** Rules that are matched on the stream by themselves. */
  readonly rules: readonly SigmaRule[];
  readonly correlations: readonly CorrelationRule[];
  /** Those that were put to rules; the rules have them already. */
  readonly filters: readonly SigmaFilter[];
  /** Rules that are there only to be counted by correlations. */
  readonly counted: readonly SigmaRule[];
  readonly refused: readonly Refusal[];
}
