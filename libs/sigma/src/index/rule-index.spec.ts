import type { SecurityEvent } from '@tocsin/event-model';

import { readRules } from '../rules/read-rules';
import type { SigmaRule } from '../rules/rule';
import { RuleIndex } from './rule-index';
import { RuleScan } from './rule-scan';

const USERS = ['root', 'alice', 'Bob', 'MÜLLER', 'svc-1'];
const ACTIONS = ['login', 'logout', 'sudo', 'exec'];
const PROGRAMS = ['sshd', 'sudo', 'kernel', 'cron'];

/** Rules of every kind of condition the index tells apart, over few values, so that many of them match. */
function manyRules(): SigmaRule[] {
  const conditions = USERS.flatMap((user, index) => [
    `{ user.name: ${user} }`,
    `{ user.name: [${user}, nobody], event.action: ${ACTIONS[index % 4]} }`,
    `{ user.name|contains: ${user.slice(1, 3)} }`,
    `{ user.name|cased: ${user.toUpperCase()} }`,
    `{ tags: [${user}], event.outcome: null }`,
    `[{ user.name: ${user} }, { tags: ${user} }]`,
    `[{ user.name: ${user} }, { user.name: x }]`,
    `{ source.port: ${22 + index}, source.ip|cidr: 10.${index}.0.0/16 }`,
    `{ event.code: ${4_620 + index} }`,
    `[${user}]`,
  ]);
  const texts = ['selection', 'not selection', 'selection or not tagged'].flatMap((condition, negated) =>
    PROGRAMS.flatMap((program) =>
      conditions.map(
        (selection, index) =>
          `title: ${program} ${index} ${negated}\nlogsource: { product: linux, service: ${program} }\n` +
          `detection: { selection: ${selection}, tagged: { tags|exists: true }, condition: ${condition} }`,
      ),
    ),
  );
  const set = readRules(texts.map((text, index) => ({ file: `${index}.yml`, text })));
  expect(set.refused).toEqual([]);
  return [...set.rules];
}

function manyEvents(): SecurityEvent[] {
  const pick = <T>(values: readonly T[], index: number): T => values[index % values.length]!;
  return Array.from({ length: 400 }, (_, index) => ({
    '@timestamp': '2026-11-24T08:00:00.000Z',
    message: `${pick(ACTIONS, index)} by ${pick(USERS, index * 3)}`,
    'process.name': pick(PROGRAMS, index),
    'event.action': pick(ACTIONS, index >> 2),
    'event.code': pick([4_620, '4621', '4622'], index),
    'source.ip': `10.${index % 6}.0.1`,
    'source.port': 20 + (index % 8),
    ...(index % 5 ? { 'user.name': pick([...USERS, 'ROOT', 'müller', ''], index >> 1) } : {}),
    ...(index % 3 ? { tags: [pick(USERS, index), pick(USERS, index + 1)] } : {}),
    ...(index % 2 ? { 'event.outcome': 'failure' } : {}),
  }));
}

describe(RuleIndex.name, () => {
  it('finds exactly what evaluating every rule finds', () => {
    const rules = manyRules();
    const index = new RuleIndex(rules);
    const scan = new RuleScan(rules);
    let hits = 0;
    for (const event of manyEvents()) {
      const found = new Set(index.find(event));
      expect(found).toEqual(new Set(scan.find(event)));
      hits += found.size;
    }
    expect(hits).toBeGreaterThan(1_000);
  });

  it('names the selections an event met, with the values that met them', () => {
    const { rules } = readRules([
      {
        file: 'a.yml',
        text: `
title: Root from outside
logsource: { product: linux, service: sshd }
detection:
  root: { user.name: root, event.action|startswith: log }
  inside: { source.ip|cidr: 10.0.0.0/8 }
  condition: root and not inside`,
      },
    ]);
    const event = {
      '@timestamp': '2026-11-24T08:00:00.000Z',
      message: '',
      'process.name': 'sshd',
      'user.name': 'root',
      'event.action': 'login',
      'source.ip': '192.0.2.1',
    };
    const [match] = new RuleIndex(rules).match(event);
    expect(match!.selections).toEqual([
      {
        name: 'root',
        conditions: [
          { field: 'user.name', operator: 'equals', expected: 'root', seen: 'root' },
          { field: 'event.action', operator: 'starts with', expected: 'log', seen: 'login' },
        ],
      },
    ]);
  });
});
