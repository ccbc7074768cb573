import { RuleIndex } from '../index/rule-index';
import { readRules } from './read-rules';
import type { RuleSet } from './rule';

const RULE = {
  title: 'Something seen',
  id: 'rule-1',
  name: 'seen',
  status: 'test',
  description: 'Text',
  level: 'high',
  tags: ['attack.t1110'],
  falsepositives: ['Tests'],
  references: ['https://a.example'],
  tocsin: { group_by: ['host.name'] },
  logsource: { product: 'linux', service: 'sshd', category: 'x' },
  detection: {
    fields: { 'a|contains|all': ['x', 'y'], 'b|re': '^x', 'c|cidr': '10.0.0.0/8', 'd|gte': 5, 'e|exists': true },
    more: [{ 'f|base64offset|contains': 'x' }, { 'g|windash': '-x' }, { 'h|fieldref': 'a' }, { 'i|hour': 5 }],
    words: ['x', 'y'],
    condition: ['fields and not 1 of more*', 'words'],
  },
};
const CORRELATION = {
  title: 'Many seen',
  id: 'rule-2',
  correlation: {
    type: 'value_count',
    rules: ['good'],
    'group-by': ['host.name'],
    timespan: '10m',
    condition: { gte: 10, field: 'user.name' },
    generate: true,
  },
};
const WRONG: readonly unknown[] = [
  null, true, -1, 1e308, '', ' ', '\0', '%x%', '*', '(', '\\', '1 of', 'not', '{"a":1}', 'x'.repeat(5_000),
  [], [[]], [null], [[['x']]], [{ a: { b: [] } }], {}, { '': '' }, { __proto__x: 1, constructor: 1 }, { a: { b: { c: {} } } },
]; // prettier-ignore
const good =
  'title: good\nname: good\nid: good\nlogsource: { product: linux }\ndetection: { s: { a: b }, condition: s }';

/** The value with each of its places, in turn, holding something else. */
function* spoiled(value: unknown): Generator<unknown> {
  yield* WRONG;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    for (const wrong of spoiled(inner)) {
      yield Array.isArray(value) ? value.with(Number(key), wrong) : { ...value, [key]: wrong };
    }
  }
}

function readBesideGood(text: string): RuleSet {
  return readRules([
    { file: 'bad.yml', text },
    { file: 'good.yml', text: good },
  ]);
}

function withDetection(detection: string): string {
  return `title: bad\nid: bad\nlogsource: { product: linux }\ndetection:\n${detection}`;
}

describe(readRules.name, () => {
  it.each([
    ['a rule', RULE],
    ['a correlation', CORRELATION],
  ])('takes or refuses %s that holds something else in any of its places, and the rest loads', (_, whole) => {
    let refusals = 0;
    for (const document of spoiled(whole)) {
      const text = JSON.stringify(document);
      const { rules, correlations, refused } = readBesideGood(text);
      const loaded = rules.filter(({ facts }) => facts.id === 'good').length;
      if (correlations.length === 0 && loaded !== 1) throw new Error(`The good rule was lost beside ${text}`);
      new RuleIndex(rules);
      refusals += refused.length;
      for (const refusal of refused) {
        expect(refusal).toMatchObject({ file: 'bad.yml', reason: expect.stringMatching(/^\S.*\.$/s) as string });
        expect([refusal.line > 0, refusal.advice !== '']).toEqual([true, true]);
      }
    }
    expect(refusals).toBeGreaterThan(100);
  });

  it.each<[string, string, number, string]>([
    ['open quotes', 'title: bad\nid: "open\nlevel: low', 3, 'This is no YAML: deficient indentation'],
    ['a level that is no level', `${withDetection('  s: { a: b }\n  condition: s')}\nlevel: [high]`, 7, 'level is not'],
    ['an unknown modifier', withDetection('  s:\n    a: b\n    "c|fuzzy": d\n  condition: s'), 7, 'no modifier fuzzy'],
    ['an object as a value', withDetection('  s:\n    a: { b: c }\n  condition: s'), 6, 'neither text, number'],
    ['a word without a selection', withDetection('  s: { a: b }\n  condition: s and t'), 6, 'no selection called t'],
    [
      'a condition of ten thousand brackets',
      withDetection(`  s: { a: b }\n  condition: "${'('.repeat(10_000)}"`),
      6,
      'nested too deep',
    ],
    [
      'a condition of ten thousand not',
      withDetection(`  s: { a: b }\n  condition: ${'not '.repeat(10_000)}s`),
      6,
      'nested too deep',
    ],
    [
      'a regular expression that explodes',
      withDetection('  s: { "a|re": "((x{99}){99}){99}" }\n  condition: s'),
      5,
      'invalid repeat count',
    ],
    ['brackets by the thousand', `title: bad\na: ${'['.repeat(10_000)}`, 2, 'nesting exceeded'],
    ['braces by the thousand', `title: bad\na: ${'{a: '.repeat(10_000)}`, 2, 'nesting exceeded'],
    ['lists in lists by the thousand', `title: bad\na: ${'- '.repeat(10_000)}`, 2, 'This is no YAML'],
    ['an alias of itself', withDetection('  s: &s { a: b, c: *s }\n  condition: s'), 5, 'neither text, number'],
  ])('refuses %s, and says where and what to do', (_, text, line, reason) => {
    const { rules, refused } = readBesideGood(text);
    expect(rules).toHaveLength(1);
    expect(refused).toEqual([
      expect.objectContaining({ file: 'bad.yml', reason: expect.stringContaining(reason) as string, line }),
    ]);
  });

  it('takes five thousand values, and finds each of them', () => {
    const values = Array.from({ length: 5_000 }, (_, index) => `value-${index}`);
    const { rules, refused } = readBesideGood(
      withDetection(`  s: { "user.name|contains": [${values.join(', ')}] }\n  condition: s`),
    );
    expect(refused).toEqual([]);
    const index = new RuleIndex(rules);
    for (const name of ['x value-0 y', 'value-4999']) {
      const event = {
        '@timestamp': '2026-11-27T00:00:00.000Z',
        message: '',
        'user.name': name,
        'host.os.type': 'linux',
      };
      expect(index.find(event).map(({ facts }) => facts.id)).toEqual(['bad']);
    }
  });

  it.each([
    ['itself', ['one']],
    ['each other', ['two', 'one']],
  ])('refuses correlations of %s', (_, names) => {
    const text = ['one', 'two']
      .slice(0, names.length)
      .map(
        (name, index) =>
          `title: ${name}\nid: ${name}\ncorrelation:\n  type: event_count\n  rules:\n    - ${names[index]!}\n` +
          '  group-by: [host.name]\n  timespan: 10m\n  condition: { gte: 5 }',
      )
      .join('\n---\n');
    const { rules, correlations, refused } = readBesideGood(text);
    expect([rules.length, correlations.length]).toEqual([1, 0]);
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual(
      names.map((_, index) => [6 + 10 * index, 'The correlation refers to itself.']),
    );
  });
});
