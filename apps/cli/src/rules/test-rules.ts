import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { burstsAmong } from '@tocsin/correlation';
import type { SecurityEvent } from '@tocsin/event-model';
import { compilePredicate } from '@tocsin/query';
import type { CorrelationRule, SigmaRule } from '@tocsin/sigma';

import { CommandFailure } from '../exit-codes';
import { jsonLines } from './json-lines';
import { inWords, rulesOf } from './rule-folders';

/** What a rule did with its own events that it should not have. */
interface Problem {
  readonly rule: string;
  readonly file: string;
  /** From 0; absent when it is about all of them together. */
  readonly line?: number;
  readonly problem: string;
}

const MATCH = 'match.jsonl';
const NO_MATCH = 'no-match.jsonl';

/**
 * Tries each rule on the events beside it: match.jsonl, which it must match, and no-match.jsonl, which it must not.
 * @throws {CommandFailure} when a rule is refused or does otherwise.
 */
export async function testRules(folders: readonly string[], { json }: { readonly json: boolean }): Promise<void> {
  const tested = new Set<string>();
  const untested: string[] = [];
  const problems: Problem[] = [];
  const { rules, correlations, refused } = await rulesOf(folders, { isNamed: true });
  for (const rule of [...withoutCorrelation(rules, correlations), ...correlations]) {
    const found = await testRule(rule);
    if (found === undefined) untested.push(rule.facts.id);
    else tested.add(rule.facts.id);
    problems.push(...(found ?? []));
  }
  if (json) process.stdout.write(`${JSON.stringify({ tested: tested.size, untested, problems, refused })}\n`);
  else process.stdout.write(`${refused.map(inWords).join('')}${problems.map(problemInWords).join('')}`);
  if (!json) process.stdout.write(`${tested.size} rule(s) tested, ${untested.length} without events of their own.\n`);
  if (problems.length + refused.length > 0)
    throw new CommandFailure(`${problems.length} problem(s), ${refused.length} rule(s) refused.`);
}

type AnyRule = SigmaRule | CorrelationRule;

/** Beside a correlation the events are its own, not those of the rules it counts. */
function withoutCorrelation(rules: readonly SigmaRule[], correlations: readonly CorrelationRule[]): SigmaRule[] {
  const counting = new Set(correlations.map(({ file }) => dirname(file)));
  return rules.filter(({ file }) => !counting.has(dirname(file)));
}

/** `undefined` when it has no events of its own. */
async function testRule(rule: AnyRule): Promise<Problem[] | undefined> {
  const [match, noMatch] = [MATCH, NO_MATCH].map((name) => join(dirname(rule.file), name)) as [string, string];
  if (!existsSync(match) && !existsSync(noMatch)) return undefined;
  const [wanted, unwanted] = [await eventsOf(match), await eventsOf(noMatch)];
  return 'rules' in rule
    ? testCorrelation(rule, wanted, unwanted)
    : [...everyLine(rule, match, wanted, true), ...everyLine(rule, noMatch, unwanted, false)];
}

async function eventsOf(file: string): Promise<SecurityEvent[]> {
  if (!existsSync(file) || readFileSync(file).length === 0) return [];
  const events: SecurityEvent[] = [];
  for await (const [, record] of jsonLines(file)) events.push({ '@timestamp': '', message: '', ...record });
  return events;
}

function everyLine(rule: SigmaRule, file: string, events: readonly SecurityEvent[], isWanted: boolean): Problem[] {
  const matches = compilePredicate(rule.expr);
  const problem = isWanted ? 'does not match this event, and should' : 'matches this event, and should not';
  return events.flatMap((event, line) =>
    matches(event) === isWanted ? [] : [{ rule: rule.facts.id, file, line, problem }],
  );
}

function testCorrelation(
  rule: CorrelationRule,
  wanted: readonly SecurityEvent[],
  unwanted: readonly SecurityEvent[],
): Problem[] {
  const problems: Problem[] = [];
  const file = rule.file;
  if (wanted.length > 0 && burstsAmong(rule, wanted).length === 0)
    problems.push({ rule: rule.facts.id, file, problem: `finds nothing in ${MATCH}, and should` });
  if (burstsAmong(rule, unwanted).length > 0)
    problems.push({ rule: rule.facts.id, file, problem: `finds something in ${NO_MATCH}, and should not` });
  return problems;
}

function problemInWords({ rule, file, line, problem }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line + 1}`}: the rule ${rule} ${problem}.\n`;
}
