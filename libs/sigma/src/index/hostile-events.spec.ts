import type { FieldValue, SecurityEvent } from '@tocsin/event-model';

import { readRules } from '../rules/read-rules';
import type { SigmaRule } from '../rules/rule';
import { RuleIndex } from './rule-index';
import { RuleScan } from './rule-scan';

const WORDS = Array.from({ length: 20 }, (_, index) => `word${index}`);

/** Rules that look everywhere: at texts of the event, at one long field, deep inside details. */
const rules: readonly SigmaRule[] = readRules(
  WORDS.flatMap((word) => [
    `[${word}]`,
    `{ message|contains: ["${word} x", "${word} y"] }`,
    `{ message|re: "(^|x)${word}[a-z]$" }`,
    `{ message: "*${word}*?*${word}z" }`,
    `{ details.key${word}: x }`,
    `{ a.b.c.${word}: x }`,
    `{ a0.a1.a2.a3.a4.a5|contains: ${word} }`,
  ]).map((selection, index) => ({
    file: `${index}.yml`,
    text: `title: rule ${index}\nlogsource: { product: linux }\ndetection: { s: ${selection}, condition: s }`,
  })),
).rules;
const index = new RuleIndex(rules);
const scan = new RuleScan(rules);

function anEvent(more: Readonly<Record<string, FieldValue>>): SecurityEvent {
  return { '@timestamp': '2026-11-27T00:00:00.000Z', message: 'word1 x', 'host.os.type': 'linux', ...more };
}

function nested(levels: number, make: (inner: FieldValue, level: number) => FieldValue, leaf: FieldValue): FieldValue {
  return Array.from({ length: levels }).reduce<FieldValue>((inner, _, level) => make(inner, level), leaf);
}

const EVENTS: [string, SecurityEvent][] = [
  ['ten thousand fields', anEvent(Object.fromEntries(Array.from({ length: 10_000 }, (_, key) => [`details.f${key}`, `word${key}`])))],
  ['ten thousand details', anEvent({ details: Object.fromEntries(Array.from({ length: 10_000 }, (_, key) => [`keyword${key}`, 'x'])) })],
  ['a text of 1 MB that holds every word', anEvent({ message: `${WORDS.join(' x')} `.repeat(5_000).slice(0, 1_000_000) })],
  ['a text of 1 MB in letters beyond ASCII', anEvent({ message: 'Σέλινο İ word3 y '.repeat(60_000).slice(0, 1_000_000) })],
  ['objects in objects', anEvent({ details: { a: nested(200, (inner, level) => ({ [`a${level % 6}`]: inner, b: 'word5' }), 'word7') } })],
  ['lists in lists', anEvent({ details: { a: nested(200, (inner) => [inner, 'word8'], 'word9') } })],
  ['one path in every spelling', anEvent({ details: { a: { b: { c: { word1: 'x' } }, 'b.c': { word2: 'x' }, 'b.c.word3': 'x' }, 'a.b': { 'c.word4': 'x' } } })],
  ['names of the language', anEvent({ details: JSON.parse('{"__proto__": {"word1": "x"}, "constructor": "word2", "toString": ["word3"]}') as FieldValue })],
]; // prettier-ignore

describe(RuleIndex.name, () => {
  it.each(EVENTS)(
    'finds on an event with %s what evaluating every rule finds, at no more than its cost',
    (_, event) => {
      const [expected, scanMs] = timed(() => scan.find(event));
      const [found, indexMs] = timed(() => index.find(event));
      expect(ids(found)).toEqual(ids(expected));
      expect(ids(index.match(event).map(({ rule }) => rule))).toEqual(ids(expected));
      expect(found.length).toBeGreaterThan(0);
      expect(indexMs).toBeLessThan(3 * scanMs + 250);
    },
  );
});

function timed<T>(work: () => T): [T, number] {
  const started = performance.now();
  const result = work();
  return [result, performance.now() - started];
}

function ids(found: readonly SigmaRule[]): string[] {
  return found.map(({ facts }) => facts.id).sort();
}
