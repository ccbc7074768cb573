import { compilePredicate } from '@tocsin/query';
import { readRules } from '@tocsin/sigma';

import { commonLogSource, exprOf, filterText, targetsOf } from './exception-filter';

const RULE = `title: Login
id: login
logsource: { product: linux, service: sshd }
detection:
  login: { event.outcome: failure }
  condition: login`;
const COUNTING = `title: Many logins
id: many
correlation: { type: event_count, rules: [login], group-by: [source.ip], timespan: 5m, condition: { gte: 10 } }`;
const event = (fields: object) =>
  ({ '@timestamp': '', message: '', 'process.name': 'sshd', 'event.outcome': 'failure', ...fields }) as never;

/** The rules with an exception for one user. */
function without(value: string) {
  const conditions = [{ field: 'user.name', value }];
  const files = [{ file: 'rule', text: RULE }];
  const { single = [] } = targetsOf(readRules(files), 'login') ?? {};
  const text = filterText('exception-1', 'Login', { rules: single, logsource: single[0]!.logsource, conditions });
  const set = readRules([...files, { file: 'exception', text }]);
  expect(set.refused).toEqual([]);
  return { matches: compilePredicate(set.rules[0]!.expr), hides: compilePredicate(exprOf(conditions)) };
}

describe('an exception as a filter', () => {
  it.each([
    'scanner',
    'a*b?c',
    '\\\\host\\x',
    'a\\*',
    '"quoted": {yes}',
    '# no comment',
    "it's",
    '\u202e',
    '%admins%',
    '42',
  ])('leaves out exactly %j', (value) => {
    const { matches, hides } = without(value);
    expect(matches(event({ 'user.name': value }))).toBe(false);
    expect(hides(event({ 'user.name': value }))).toBe(true);
    for (const other of ['axbyc', 'other', `${value}x`, '']) {
      expect(matches(event({ 'user.name': other }))).toBe(true);
      expect(hides(event({ 'user.name': other }))).toBe(false);
    }
  });

  it('leaves out only that in which all of it stands', () => {
    const conditions = [
      { field: 'user.name', value: 'scanner' },
      { field: 'source.ip', value: '192.0.2.7' },
    ];
    const { single = [] } = targetsOf(readRules([{ file: 'r', text: RULE }]), 'login') ?? {};
    const text = filterText('e', 'Login', { rules: single, logsource: { product: 'linux' }, conditions });
    const [rule] = readRules([
      { file: 'r', text: RULE },
      { file: 'e', text },
    ]).rules;
    const matches = compilePredicate(rule!.expr);
    expect(matches(event({ 'user.name': 'scanner', 'source.ip': '192.0.2.7' }))).toBe(false);
    expect(matches(event({ 'user.name': 'scanner', 'source.ip': '192.0.2.8' }))).toBe(true);
    expect(matches(event({ 'user.name': 'root', 'source.ip': '192.0.2.7' }))).toBe(true);
  });

  it('of a rule that counts is put to what it counts', () => {
    const set = readRules([
      { file: 'r', text: RULE },
      { file: 'c', text: COUNTING },
    ]);
    expect(targetsOf(set, 'many')?.single.map(({ facts }) => facts.id)).toEqual(['login']);
    expect(targetsOf(set, 'none')).toBeUndefined();
    const conditions = [{ field: 'user.name', value: 'scanner' }];
    const { single = [] } = targetsOf(set, 'many') ?? {};
    const filter = filterText('e', 'Many logins', { rules: single, logsource: { service: 'sshd' }, conditions });
    const files = [RULE, COUNTING, filter].map((text, at) => ({ file: `${at}`, text }));
    const counts = compilePredicate(readRules(files).correlations[0]!.expr);
    expect([event({ 'user.name': 'scanner' }), event({ 'user.name': 'root' })].map(counts)).toEqual([false, true]);
  });

  it('is for the words its rules have in common', () => {
    const of = (logsource: object) => ({ logsource }) as never;
    const linux = of({ product: 'linux', service: 'sshd' });
    expect(commonLogSource([linux, of({ product: 'linux', service: 'sudo' })])).toEqual({ product: 'linux' });
    expect(commonLogSource([linux, of({ product: 'windows' })])).toBeUndefined();
    expect(commonLogSource([])).toBeUndefined();
  });
});
