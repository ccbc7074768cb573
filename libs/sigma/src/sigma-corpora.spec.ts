import type { SecurityEvent } from '@tocsin/event-model';
import { compilePredicate, type Predicate } from '@tocsin/query';
import { corpus } from '@tocsin/testing';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { parse } from 'yaml';

import { readDetection } from './detection/detection';
import {
  loadRuleFolders,
  mappedVocabulary,
  RuleIndex,
  RuleScan,
  unmappedEvent,
  type RuleSet,
  type SigmaRule,
} from './index';
import { RuleError } from './rules/rule-error';

interface Pair {
  readonly rule: string;
  readonly must_match: boolean;
  readonly event: SecurityEvent;
}

const FOLDERS = ['rules', 'rules-compliance', 'rules-placeholder'];
const archive = corpus('sigma/rules.tar.gz');
const pairsFile = corpus('sigma-regression/pairs.jsonl');

(archive && pairsFile ? describe : describe.skip)('the rules of SigmaHQ', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-sigma-'));
    execFileSync('tar', ['-xzf', archive!, '-C', folder, ...FOLDERS, 'tests']);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('load, those with placeholders once they have values', async () => {
    const set = await loadRuleFolders(FOLDERS.map((name) => join(folder, name)));
    expect(set.rules.length).toBe(3_144);
    expect(unfilled(set)).toHaveLength(23);
    const names = new Set<string>();
    let filled = set;
    // Some have several, and are refused for the first.
    for (let round = 0; round < 3 && unfilled(filled).length > 0; round += 1) {
      unfilled(filled).forEach((name) => names.add(name));
      const values = [...names].map((name) => `${name}: [value]`).join('\n');
      writeFileSync(join(folder, 'rules-placeholder/placeholders.yml'), values);
      filled = await loadRuleFolders(FOLDERS.map((name) => join(folder, name)));
    }
    expect([filled.rules.length, filled.refused]).toEqual([3_167, []]);
  }, 60_000);

  it.each([
    ['windows-evtx', 1],
    ['windows-otrf', 20],
  ])(
    'hit the lines of %s that they are to, as their shippers sent them',
    async (corpusName, nth) => {
      const vocabulary = mappedVocabulary(readFileSync(join(folder, 'tests/thor.yml'), 'utf8'));
      const { rules } = await loadRuleFolders([join(folder, 'rules')], { vocabulary });
      const [index, scan] = [new RuleIndex(rules), new RuleScan(rules)];
      const expected = expectedHits(corpusName);
      const wrong: number[] = [];
      for (const [line, event] of eventsOf(corpusName).entries()) {
        if (line % nth > 0 && !expected.has(line)) continue;
        const found = idsOf(index.find(event));
        const isSame = line % 97 > 0 || idsOf(scan.find(event)) === found;
        if (found !== (expected.get(line) ?? '') || !isSame) wrong.push(line);
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

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

function unfilled({ refused }: RuleSet): string[] {
  return refused.map(({ reason }) => /^The placeholder %(.*)% has no values\.$/.exec(reason)?.[1] ?? reason);
}

function idsOf(rules: readonly SigmaRule[]): string {
  return rules
    .map(({ facts }) => facts.id)
    .sort()
    .join();
}

function expectedHits(corpusName: string): Map<number, string> {
  const lines = readFileSync(corpus(`${corpusName}/expected_hits.jsonl`)!, 'utf8')
    .trim()
    .split('\n');
  const hits = lines.map((line) => JSON.parse(line) as { line: number; rules: string[] });
  return new Map(hits.map(({ line, rules }) => [line, rules.sort().join()]));
}

function eventsOf(corpusName: string): SecurityEvent[] {
  const text = zstdDecompressSync(readFileSync(corpus(`${corpusName}/events.jsonl.zst`)!)).toString();
  const records = text.trim().split('\n');
  return records.map((line) => unmappedEvent((JSON.parse(line) as { event: Record<string, unknown> }).event));
}

/** The rule over fields as they are named in it; `undefined` when it is one that we refuse. */
function compileAsWritten(text: string): Predicate | undefined {
  const { detection } = parse(text) as { detection: unknown };
  try {
    return compilePredicate(readDetection(detection, { fieldName: (name) => name, placeholders: new Map() }).expr);
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}
