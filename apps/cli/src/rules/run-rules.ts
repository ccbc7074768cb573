import { once } from 'node:events';
import { readFileSync } from 'node:fs';

import type { SecurityEvent } from '@tocsin/event-model';
import { mappedVocabulary, RuleIndex, RuleScan, unmappedEvent, type Vocabulary } from '@tocsin/sigma';

import { CommandFailure } from '../exit-codes';
import { jsonLines, type JsonRecord } from './json-lines';
import { inWords, rulesOf } from './rule-folders';

export interface RunOptions {
  readonly rules: readonly string[];
  readonly events: string;
  /** `auto` for our own events, else the file of a map of log sources. */
  readonly logsource: string;
  readonly fullScan: boolean;
  readonly json: boolean;
}

/** How events are tried: in our vocabulary, or in that of their shippers. */
interface Reading {
  readonly vocabulary: Vocabulary | undefined;
  readonly eventOf: (record: JsonRecord) => SecurityEvent;
}

const WRITE_AT = 64 * 1024;

/** Prints which rules match which lines. Rules that are refused are told of on standard error. */
export async function runRules({ rules: folders, events, logsource, fullScan, json }: RunOptions): Promise<void> {
  const { vocabulary, eventOf } = readingOf(logsource);
  const { rules, refused } = await rulesOf(folders, { vocabulary });
  process.stderr.write(refused.map((refusal) => `tocsin: refused: ${inWords(refusal)}`).join(''));
  const matcher = fullScan ? new RuleScan(rules) : new RuleIndex(rules);
  let output = '';
  for await (const [line, record] of jsonLines(events)) {
    const hits = matcher.find(eventOf(record));
    if (hits.length === 0) continue;
    const found = hits.map(({ facts }) => (json ? facts.id : facts.title)).sort();
    output += json ? `${JSON.stringify({ line, rules: found })}\n` : `${line}  ${found.join('; ')}\n`;
    if (output.length > WRITE_AT) output = await written(output);
  }
  await written(output);
}

function readingOf(logsource: string): Reading {
  if (logsource === 'auto')
    return { vocabulary: undefined, eventOf: (record) => ({ '@timestamp': '', message: '', ...record }) };
  try {
    return { vocabulary: mappedVocabulary(readFileSync(logsource, 'utf8')), eventOf: unmappedEvent };
  } catch (error) {
    throw new CommandFailure(`${logsource} is no map of log sources: ${(error as Error).message}`);
  }
}

async function written(text: string): Promise<''> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
  return '';
}
