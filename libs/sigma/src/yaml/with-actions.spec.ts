import { readRules } from '../rules/read-rules';
import type { RuleSet } from '../rules/rule';

const GLOBAL = `
action: global
title: Account was added
id: added
level: high
detection: { condition: selection }
---
logsource: { product: linux, service: sshd }
detection: { selection: { user.name: ada } }
`;
const read = (text: string): RuleSet => readRules([{ file: 'collection.yml', text: text.trimStart() }]);

describe('rules in one file with actions', () => {
  it('share what a global document says, and are told apart by number when they share its id', () => {
    const { rules, refused } = read(`${GLOBAL}---
logsource: { product: linux, service: cron }
level: low
detection: { selection: { user.name: eve } }`);
    expect(refused).toEqual([]);
    expect(rules.map(({ facts: { id, title, level }, logsource }) => [id, title, level, logsource.service])).toEqual([
      ['added', 'Account was added', 'high', 'sshd'],
      ['added-2', 'Account was added', 'low', 'cron'],
    ]);
    expect(JSON.stringify(rules.map(({ detection }) => detection))).toMatch(/ada.*eve/);
  });

  it('stop sharing after a reset', () => {
    const { rules, refused } = read(`${GLOBAL}---
action: reset
---
logsource: { product: linux }
detection: { selection: { user.name: eve }, condition: selection }`);
    expect(rules).toHaveLength(1);
    expect(refused).toMatchObject([{ line: 12, reason: expect.stringContaining('title') as string }]);
  });

  it('repeat the one before with what they change', () => {
    const { rules } = read(`${GLOBAL}---
action: repeat
id: again
detection: { selection: { user.name: eve } }`);
    expect(rules.map(({ facts, logsource }) => [facts.id, logsource.service])).toEqual([
      ['added', 'sshd'],
      ['again', 'sshd'],
    ]);
    expect(rules[0]!.facts.hash).not.toBe(rules[1]!.facts.hash);
  });

  it.each([
    ['action: repeat\ntitle: x', 'There is no rule before it to repeat.'],
    ['action: merge\ntitle: x', 'There is no action merge.'],
  ])('are refused when the action makes no sense: %s', (text, reason) => {
    expect(read(text).refused).toMatchObject([{ file: 'collection.yml', line: 1, reason }]);
  });

  it('show where a mistake stands, in whichever of the documents it is', () => {
    const shared = read(GLOBAL.replace('level: high', 'level: grave')).refused;
    const own = read(GLOBAL.replace('user.name: ada', '"user.name|odd": ada')).refused;
    expect([shared[0]?.line, own[0]?.line]).toEqual([4, 8]);
  });
});
