import { readFileSync } from 'node:fs';
import { setImmediate as others } from 'node:timers/promises';

import type { SecurityEvent } from '@tocsin/event-model';
import { compilePredicate, type Expr, type Predicate } from '@tocsin/query';
import {
  inSlices,
  mappedVocabulary,
  ourVocabulary,
  readRuleFiles,
  RuleIndex,
  RuleReader,
  unmappedEvent,
  type SigmaRule,
} from '@tocsin/sigma';

import { jsonLines } from '../apps/cli/src/rules/json-lines';

interface Task {
  readonly rules: string;
  /** JSON lines of events. */
  readonly corpus: string;
  /** Map of log sources, for events as shippers sent them; without it events are ours. */
  readonly logsource?: string;
}

const MOST_EVENTS = 8_000;
const FOREIGN_RULES = 1_000;
const FOREIGN_SOURCES = 20;
/** The quietest of several rounds counts: what else runs on the machine only ever adds. */
const ROUNDS = 8;

async function main({ rules: folder, corpus, logsource }: Task): Promise<void> {
  const vocabulary = logsource === undefined ? ourVocabulary : mappedVocabulary(readFileSync(logsource, 'utf8'));
  const events = await sample(corpus, logsource !== undefined);
  const files = await readRuleFiles(folder);
  const reader = new RuleReader({ vocabulary, placeholders: new Map() });
  const before = heap();
  const [set, readMs] = await timed(() => inSlices(reader.read(files)));
  const [index, indexMs] = await timed(() => RuleIndex.inSlices(set.rules));
  const heapMb = heap() - before;
  const pause = await longestPause(async () => {
    const changed = files.map((file, position) => (position === 0 ? { ...file, text: `${file.text}\n` } : file));
    await RuleIndex.inSlices((await inSlices(reader.read(changed))).rules);
  });
  const crowded = new RuleIndex([...set.rules, ...foreignRules(set.rules)]);
  const [naive, indexed, amongForeign] = perEvent(events, [
    naiveMatcher(set.rules),
    (event) => index.find(event).length,
    (event) => crowded.find(event).length,
  ]) as [number, number, number];
  process.send?.({
    rules: set.rules.length,
    events: events.length,
    'read, ms': readMs,
    'index, ms': indexMs,
    'heap and tables, MB': heapMb,
    'longest pause of a swap, ms': pause,
    'naive, µs/event': naive,
    'index, µs/event': indexed,
    'naive / index': naive / indexed,
    'with 1,000 foreign rules, µs/event': amongForeign,
    'with foreign / without': amongForeign / indexed,
  });
}

async function sample(corpus: string, isRaw: boolean): Promise<SecurityEvent[]> {
  const events: SecurityEvent[] = [];
  for await (const [, record] of jsonLines(corpus)) {
    events.push(isRaw ? unmappedEvent(record) : { '@timestamp': '', message: '', ...record });
    if (events.length === MOST_EVENTS) break;
  }
  return events;
}

/** Each rule a closure, tried on every event of its log source. */
function naiveMatcher(rules: readonly SigmaRule[]): Matcher {
  const routes = new Map<string, { applies: Predicate; detections: Predicate[] }>();
  for (const { routing, detection } of rules) {
    const key = JSON.stringify(routing);
    const route = routes.get(key) ?? { applies: compilePredicate(routing), detections: [] };
    route.detections.push(compilePredicate(detection));
    routes.set(key, route);
  }
  return (event) => {
    let hits = 0;
    for (const { applies, detections } of routes.values())
      if (applies(event)) for (const matches of detections) if (matches(event)) hits += 1;
    return hits;
  };
}

function foreignRules(rules: readonly SigmaRule[]): SigmaRule[] {
  return Array.from({ length: FOREIGN_RULES }, (_, number): SigmaRule => {
    const rule = rules[number % rules.length]!;
    const routing: Expr = {
      ...{ kind: 'equals', field: 'event.module', value: `foreign-${number % FOREIGN_SOURCES}`, cased: false },
    };
    return { ...rule, facts: { ...rule.facts, id: `foreign-${number}` }, routing };
  });
}

type Matcher = (event: SecurityEvent) => number;

/** Microseconds of each, taken in turns. */
function perEvent(events: readonly SecurityEvent[], matchers: readonly Matcher[]): number[] {
  const least = matchers.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [position, match] of matchers.entries()) {
      const started = performance.now();
      for (const event of events) match(event);
      least[position] = Math.min(least[position]!, performance.now() - started);
    }
  return least.map((ms) => (ms * 1_000) / events.length);
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const started = performance.now();
  return [await work(), performance.now() - started];
}

/** Longest time in which nothing else of the process had a turn. */
async function longestPause(work: () => Promise<void>): Promise<number> {
  let [longest, last, isOver] = [0, performance.now(), false];
  const watching = (async () => {
    while (!isOver) {
      await others();
      const now = performance.now();
      [longest, last] = [Math.max(longest, now - last), now];
    }
  })();
  await work();
  isOver = true;
  await watching;
  return longest;
}

function heap(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

process.once('message', (task: Task) => {
  void main(task).then(() => process.disconnect());
});
