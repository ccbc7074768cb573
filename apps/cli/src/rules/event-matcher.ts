import { readFileSync } from 'node:fs';

import { fieldSpec } from '@tocsin/event-model';
import { mappedVocabulary, plainVocabulary, RuleIndex, RuleScan, unmappedEvent, type SigmaRule } from '@tocsin/sigma';

import { CommandFailure } from '../exit-codes';
import type { JsonRecord } from './json-lines';
import { inWords, rulesOf } from './rule-folders';

/** Which rules, and how they are tried. */
export interface MatcherOptions {
  readonly rules: readonly string[];
  /** `auto`: see {@link EventMatcher}; else the file of a map of log sources. */
  readonly logsource: string;
  readonly fullScan: boolean;
}

type Matcher = Pick<RuleIndex, 'find'>;

/**
 * Tries rules on records: on our own events by their log sources; on any other by a map of log sources, or without one by every
 * rule, under the names its fields have.
 */
export class EventMatcher {
  private foreign: Promise<Matcher> | undefined;

  private constructor(
    private readonly options: MatcherOptions,
    private readonly ours: Matcher | undefined,
  ) {}

  /** Rules that are refused are told of on standard error. */
  static async load(options: MatcherOptions): Promise<EventMatcher> {
    const { rules: folders, logsource } = options;
    const isMapped = logsource !== 'auto';
    const { rules, refused } = await rulesOf(folders, isMapped ? { vocabulary: mapOf(logsource) } : {});
    process.stderr.write(refused.map((refusal) => `tocsin: refused: ${inWords(refusal)}`).join(''));
    const matcher = matcherOf(rules, options);
    const made = new EventMatcher(options, isMapped ? undefined : matcher);
    if (isMapped) made.foreign = Promise.resolve(matcher);
    return made;
  }

  async find(record: JsonRecord): Promise<SigmaRule[]> {
    if (this.ours !== undefined && isOurs(record)) return this.ours.find({ '@timestamp': '', message: '', ...record });
    this.foreign ??= rulesOf(this.options.rules, { vocabulary: plainVocabulary }).then(({ rules }) =>
      matcherOf(rules, this.options),
    );
    return (await this.foreign).find(unmappedEvent(record));
  }
}

/** Every event that went through a pipeline has fields of ours with a dot in their names. */
function isOurs(record: JsonRecord): boolean {
  return Object.keys(record).some((name) => name.includes('.') && fieldSpec(name) !== undefined);
}

function matcherOf(rules: readonly SigmaRule[], { fullScan }: MatcherOptions): Matcher {
  return fullScan ? new RuleScan(rules) : new RuleIndex(rules);
}

function mapOf(file: string) {
  try {
    return mappedVocabulary(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandFailure(`${file} is no map of log sources: ${(error as Error).message}`);
  }
}
