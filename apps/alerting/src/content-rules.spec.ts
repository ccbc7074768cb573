import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { burstsAmong } from '@tocsin/correlation';
import type { SecurityEvent } from '@tocsin/event-model';
import { readRules, RuleIndex, shippedRulesFolder, type CorrelationRule, type RuleSet } from '@tocsin/sigma';

const folder = shippedRulesFolder();
const names = readdirSync(folder);

function load(name: string): RuleSet {
  const text = readFileSync(join(folder, name, 'rule.yml'), 'utf8');
  return readRules([{ file: `${name}/rule.yml`, text }]);
}

function events(name: string, file: string): SecurityEvent[] {
  const lines = readFileSync(join(folder, name, file), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as SecurityEvent);
}

const bursts = (rule: CorrelationRule, among: readonly SecurityEvent[]): number => burstsAmong(rule, among).length;

describe.each(names)('the rule %s', (name) => {
  const { rules, correlations, refused } = load(name);

  it('is loaded and explains itself', () => {
    expect(refused).toEqual([]);
    expect(rules.length + correlations.length).toBe(1);
    const { facts } = [...rules, ...correlations][0]!;
    expect(facts.description.length).toBeGreaterThan(40);
    expect(facts.falsePositives).not.toEqual([]);
    expect(facts.references.join()).toContain('https://attack.mitre.org/');
    expect(facts.tags.join()).toContain('attack.');
  });

  it('matches the events that are its business', () => {
    const index = new RuleIndex(rules);
    const missed = events(name, 'match.jsonl').filter((event) => index.match(event).length === 0);
    if (correlations.length === 0) expect(missed).toEqual([]);
    for (const rule of correlations) expect(bursts(rule, events(name, 'match.jsonl'))).toBe(1);
  });

  it('leaves the others alone', () => {
    const index = new RuleIndex(rules);
    const matched = events(name, 'no-match.jsonl').filter((event) => index.match(event).length > 0);
    expect(matched).toEqual([]);
    for (const rule of correlations) expect(bursts(rule, events(name, 'no-match.jsonl'))).toBe(0);
  });

  it('needs every one of the events that must match together', () => {
    for (const rule of correlations) expect(bursts(rule, events(name, 'match.jsonl').slice(1))).toBe(0);
  });
});

it('the rules load together, each with an id of its own', () => {
  const files = names.map((name) => ({ file: name, text: readFileSync(join(folder, name, 'rule.yml'), 'utf8') }));
  const { rules, correlations, refused } = readRules(files);
  expect(refused).toEqual([]);
  expect(rules.length + correlations.length).toBe(names.length);
});
