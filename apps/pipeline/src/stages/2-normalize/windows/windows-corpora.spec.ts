import type { SecurityEvent } from '@tocsin/event-model';
import { loadRuleFolder, RuleIndex, RuleScan } from '@tocsin/sigma';
import { corpus } from '@tocsin/testing';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

import { normalized } from '../../../testing/normalized';
import { AliasNormalizer } from '../shippers/alias/alias.normalizer';
import { WindowsEventNormalizer } from './windows-event/windows-event.normalizer';

const PLUGINS = [new WindowsEventNormalizer(), new AliasNormalizer()];
/** The field has blanks in its name there, which the rule and we do without; who made the expectations kept them. */
const FIRES_RIGHTLY = '1321dc4e-a1fe-481d-a016-52c45f0c8b4f';

interface Sample {
  /** Line of the corpus, from 0. */
  readonly line: number;
  readonly text: string;
  readonly expected: readonly string[];
}

/** Every line that a rule is to hit, and of the others every nth. */
function sample(folder: string, nth: number): Sample[] {
  const hits = new Map<number, readonly string[]>();
  for (const text of linesOf(readFileSync(corpus(`${folder}/expected_hits.jsonl`) ?? '', 'utf8'))) {
    const { line, rules } = JSON.parse(text) as { line: number; rules: string[] };
    hits.set(line, rules);
  }
  return linesOf(zstdDecompressSync(readFileSync(corpus(`${folder}/events.jsonl.zst`) ?? '')).toString())
    .map((text, line) => ({ line, text: eventOf(text), expected: hits.get(line) ?? [] }))
    .filter(({ line, expected }) => expected.length > 0 || line % nth === 0);
}

function linesOf(text: string): string[] {
  return text.trimEnd().split('\n');
}

/** The event as it stands in the line, so that no number of it is changed by parsing and writing. */
function eventOf(text: string): string {
  return text.slice(text.indexOf('"event": ') + '"event": '.length, -1);
}

const rules = corpus('sigma/rules.tar.gz');
const isThere = [rules, corpus('windows-evtx/events.jsonl.zst'), corpus('windows-otrf/events.jsonl.zst')].every(
  Boolean,
);

(isThere ? describe : describe.skip)('real events of Windows', () => {
  let index: RuleIndex;
  let scan: RuleScan;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-windows-'));
    execFileSync('tar', ['-xzf', rules!, '-C', folder, 'rules']);
    const set = await loadRuleFolder(folder);
    index = new RuleIndex(set.rules);
    scan = new RuleScan(set.rules);
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it.each([
    ['windows-evtx', 1, 7_844],
    ['windows-otrf', 25, 4_523],
  ])(
    'of %s say what all must say, and are hit by the rules that are meant for them',
    async (folder, nth, count) => {
      const samples = sample(folder, nth);
      const events = await normalized(
        PLUGINS,
        samples.map(({ text }) => text),
      );
      expect(samples).toHaveLength(count);
      expect(events).toHaveLength(count);
      expect(events.filter((event) => !saysAll(event))).toEqual([]);
      const wrong = samples.flatMap(({ line, expected }, position) => differences(line, expected, events[position]!));
      expect(wrong).toEqual([]);
      const some = events.filter((_, position) => position % 20 === 0);
      expect(some.filter((event) => !isSame(index.find(event), scan.find(event)))).toEqual([]);
    },
    120_000,
  );

  function differences(line: number, expected: readonly string[], event: SecurityEvent): string[] {
    const hits = index.match(event).map(({ rule }) => rule.facts.id);
    const missing = expected.filter((id) => !hits.includes(id)).map((id) => `${line} is not hit by ${id}`);
    const more = hits.filter((id) => !expected.includes(id) && id !== FIRES_RIGHTLY);
    return [...missing, ...more.map((id) => `${line} is hit by ${id}`)];
  }
});

function isSame<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && new Set([...left, ...right]).size === left.length;
}

function saysAll(event: SecurityEvent): boolean {
  const fields = ['host.name', 'event.code', 'event.provider', 'winlog.channel', 'winlog.time_created'];
  // What has no time of its own would have that of its receipt, which is later.
  return (
    event['@timestamp'] < '2026' && event.message !== '' && fields.every((field) => typeof event[field] === 'string')
  );
}
