import { once } from 'node:events';

import { EventMatcher, type MatcherOptions } from './event-matcher';
import { jsonLines } from './json-lines';

export interface RunOptions extends MatcherOptions {
  readonly events: string;
  readonly json: boolean;
}

const WRITE_AT = 64 * 1024;

/** Prints which rules match which lines. */
export async function runRules({ events, json, ...options }: RunOptions): Promise<void> {
  const matcher = await EventMatcher.load(options);
  let output = '';
  for await (const [line, record] of jsonLines(events)) {
    const hits = await matcher.find(record);
    if (hits.length === 0) continue;
    const found = hits.map(({ facts }) => (json ? facts.id : facts.title)).sort();
    output += json ? `${JSON.stringify({ line, rules: found })}\n` : `${line}  ${found.join('; ')}\n`;
    if (output.length > WRITE_AT) output = await written(output);
  }
  await written(output);
}

async function written(text: string): Promise<''> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
  return '';
}
