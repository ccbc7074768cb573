import type { SecurityEvent } from '@tocsin/event-model';

import { RuleIndex } from '../index/rule-index';
import { readRules } from '../rules/read-rules';
import type { RuleSet } from '../rules/rule';

const RULE = `
title: Archiver started
id: archiver
name: archiver_started
logsource: { product: windows, category: process_creation }
detection: { selection: { Image|endswith: '\\rar.exe' }, condition: selection }
---
title: Login
id: login
logsource: { product: linux, service: sshd }
detection: { selection: { event.outcome: success }, condition: selection }
`;
const filter = (body: string, logsource = '{ product: windows, category: process_creation }'): string => `
title: Leave out the administrators
logsource: ${logsource}
filter: { ${body} }
`;
const ADMINS = `selection: { User|startswith: 'adm_' }, condition: not selection`;

function read(...filters: string[]): RuleSet {
  return readRules([RULE, ...filters].map((text, index) => ({ file: `${index}.yml`, text: text.trimStart() })));
}

function hits({ rules }: RuleSet, user: string): string[] {
  const event = {
    '@timestamp': '',
    message: '',
    'event.dataset': 'windows.sysmon',
    'event.code': '1',
    'process.executable': 'c:\\rar.exe',
    'winlog.event_data.User': user,
  } as SecurityEvent;
  return new RuleIndex(rules).find(event).map(({ facts }) => facts.id);
}

describe('filters of Sigma', () => {
  it.each(['[archiver]', '[archiver_started]', 'any', 'archiver'])('narrow the rules they name: %s', (rules) => {
    const set = read(filter(`rules: ${rules}, ${ADMINS}`));
    expect(set.refused).toEqual([]);
    expect([hits(set, 'adm_ann'), hits(set, 'ann')]).toEqual([[], ['archiver']]);
  });

  it('add their condition as it is written, in several filters to one rule', () => {
    const set = read(
      filter(`rules: [archiver], ${ADMINS}`),
      filter(`rules: [archiver], only: { User|endswith: 'n' }, condition: only`, '{ product: windows }'),
    );
    expect([hits(set, 'adm_ann'), hits(set, 'ann'), hits(set, 'ada')]).toEqual([[], ['archiver'], []]);
  });

  it('change the hash of the rules they change, and no other', () => {
    const [before, after] = [read(), read(filter(`rules: [archiver], ${ADMINS}`))];
    const isSame = before.rules.map(({ facts }, index) => facts.hash === after.rules[index]!.facts.hash);
    expect(isSame).toEqual([false, true]);
  });

  it.each([
    ['rules that are not there', filter(`rules: [nobody], ${ADMINS}`), 'No rule that is loaded'],
    ['rules of another log source', filter(`rules: [login], ${ADMINS}`), 'No rule that is loaded'],
    ['no condition', filter(`rules: [archiver], selection: { User: a }`), 'filter.condition'],
    ['an unknown selection', filter(`rules: any, condition: not other`), 'no selection called other'],
    ['no rules', filter(`selection: { User: a }, condition: selection`), 'filter.rules'],
    ['no log source', filter(`rules: any, ${ADMINS}`, '{}'), 'no log source'],
  ])('are refused with %s, and the rules stay as they are', (_, text, reason) => {
    const set = read(text);
    expect(set.refused).toMatchObject([{ file: '1.yml', reason: expect.stringContaining(reason) as string }]);
    expect(hits(set, 'adm_ann')).toEqual(['archiver']);
  });
});
