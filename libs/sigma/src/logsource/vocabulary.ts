import type { Expr } from '@tocsin/query';

import type { LogSource } from '../rules/rule';
import { fieldName } from './field-names';
import { routing } from './routing';

/** One thing that a log source may mean: which events are of it, and what its fields are called in them. */
export interface Meaning {
  readonly routing: Expr;
  readonly fieldName: (sigmaName: string) => string;
}

/** What rules are about, in the words of some kind of events: a rule matches what any of the meanings of its log source matches. */
export type Vocabulary = (logsource: LogSource) => readonly Meaning[];

/** That of our own events. */
export const ourVocabulary: Vocabulary = (logsource) => [
  { routing: routing(logsource), fieldName: (name) => fieldName(name, logsource) },
];
