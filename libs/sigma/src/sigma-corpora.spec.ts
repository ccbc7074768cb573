import type { SecurityEvent } from '@tocsin/event-model';
import { compilePredicate, type Predicate } from '@tocsin/query';
import { corpus } from '@tocsin/testing';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

import { readDetection } from './detection/detection';
import { loadRuleFolder } from './index';
import { RuleError } from './rules/rule-error';

interface Pair {
  readonly rule: string;
  readonly must_match: boolean;
  readonly event: SecurityEvent;
}

const archive = corpus('sigma/rules.tar.gz');
const pairsFile = corpus('sigma-regression/pairs.jsonl');

(archive && pairsFile ? describe : describe.skip)('the rules of SigmaHQ', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-sigma-'));
    execFileSync('tar', ['-xzf', archive!, '-C', folder, 'rules', 'rules-compliance', 'rules-placeholder']);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('load, but for those with placeholders', async () => {
    const set = await loadRuleFolder(folder);
    const counts = new Map<string, number>();
    for (const { reason } of set.refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    expect(set.rules.length).toBe(3_144);
    expect(Object.fromEntries(counts)).toEqual({
      'The placeholders of expand have no values.': 23,
    });
  }, 60_000);

  it('match the events their authors labelled, and not their neighbours', () => {
    const predicates = new Map<string, Predicate | undefined>();
    const predicateOf = (rule: string): Predicate | undefined => {
      if (!predicates.has(rule)) predicates.set(rule, compileAsWritten(readFileSync(join(folder, rule), 'utf8')));
      return predicates.get(rule);
    };
    const pairs = readFileSync(pairsFile!, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Pair);
    const runnable = pairs.filter(({ rule }) => predicateOf(rule));
    const wrong = runnable.filter(({ rule, event, must_match }) => predicateOf(rule)!(event) !== must_match);
    expect(wrong.map(({ rule }) => rule)).toEqual([]);
    expect([pairs.length, runnable.length]).toEqual([132, 132]);
  }, 60_000);
});

/** The rule over fields as they are named in it; `undefined` when it is one that we refuse. */
function compileAsWritten(text: string): Predicate | undefined {
  const { detection } = parse(text) as { detection: unknown };
  try {
    return compilePredicate(readDetection(detection, (name) => name).expr);
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}
