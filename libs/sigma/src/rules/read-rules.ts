import { ourVocabulary } from '../logsource/vocabulary';
import { atOnce } from '../steps/steps';
import type { RuleSet } from './rule';
import { RuleReader, type RuleFile } from './rule-reader';
import type { RuleReading } from './rule-reading';

/** Every rule of the files that can be run exactly as written, and why the others cannot. Never throws on a rule. */
export function readRules(
  files: readonly RuleFile[],
  { vocabulary = ourVocabulary, placeholders = new Map() }: Partial<RuleReading> = {},
): RuleSet {
  return atOnce(new RuleReader({ vocabulary, placeholders }).read(files));
}
