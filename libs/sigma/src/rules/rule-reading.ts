import type { Placeholders } from '../detection/placeholders';
import type { Vocabulary } from '../logsource/vocabulary';

/** How rules are read. */
export interface RuleReading {
  readonly vocabulary: Vocabulary;
  readonly placeholders: Placeholders;
}
