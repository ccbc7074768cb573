import { readRules } from './read-rules';
import type { RuleSet } from './rule';

const rule = (fields: string, more = ''): string => `
title: Something seen
id: 11111111-1111-4111-8111-111111111111
logsource: { product: linux, service: sshd }
detection:
  selection:
    ${fields}
  condition: selection
${more}`;
const read = (...texts: string[]): RuleSet =>
  readRules(texts.map((text, index) => ({ file: `rules/${index}.yml`, text: text.trimStart() })));

describe(readRules.name, () => {
  it('reads what a rule says of itself and which events it is for', () => {
    const [loaded] = read(
      rule(
        'user.name: root',
        'level: high\nauthor: Ann\ntags: [attack.t1110]\nfalsepositives: [Tests]\nreferences: [https://a.example]',
      ),
    ).rules;
    expect(loaded!.facts).toEqual({
      id: '11111111-1111-4111-8111-111111111111',
      title: 'Something seen',
      description: '',
      hash: expect.stringMatching(/^[\da-f]{64}$/) as string,
      level: 'high',
      author: 'Ann',
      tags: ['attack.t1110'],
      falsePositives: ['Tests'],
      references: ['https://a.example'],
    });
    expect(loaded!.logsource).toEqual({ product: 'linux', service: 'sshd' });
    expect(loaded!.groupBy).toEqual(['host.name', 'user.name']);
  });

  it('names fields of Sigma in our words, and looks for unknown ones where shippers keep them', () => {
    const linux = read(rule('{ Image: a, CommandLine: b, event.action: c, a0: d }')).rules[0]!;
    expect(JSON.stringify(linux.detection)).toMatch(
      /process\.executable.*process\.command_line.*event\.action.*details\.a0/,
    );
    const windows = read(
      rule('{ EventID: 1, LogonType: 3 }').replace('product: linux, service: sshd', 'product: windows'),
    );
    expect(JSON.stringify(windows.rules[0]!.detection)).toMatch(/event\.code.*winlog\.event_data\.LogonType/);
  });

  it('takes what is left empty for what is not said', () => {
    const [loaded] = read(rule('a: b', 'level:\nstatus:\nauthor:\nname: ~\ntags:')).rules;
    expect(loaded!.facts).toMatchObject({ level: 'medium', author: '', tags: [] });
  });

  it('takes the grouping fields a rule gives of its own', () => {
    expect(read(rule('a: b', 'tocsin: { group_by: [src_ip] }')).rules[0]!.groupBy).toEqual(['source.ip']);
  });

  it('gives the same text the same hash and another text another', () => {
    const hash = (text: string): string => read(text).rules[0]!.facts.hash;
    expect(hash(rule('a: b'))).toBe(hash(rule('a: b').replaceAll('\n', '\r\n')));
    expect(hash(rule('a: b'))).not.toBe(hash(rule('a: c')));
  });

  it('loads the rest of a file when one of its documents is refused, and says where and why', () => {
    const second = rule('"f|fuzzy": x').replace('11111111', '22222222');
    const set = read(`${rule('a: b').trimStart()}---${second}`);
    expect(set.rules).toHaveLength(1);
    expect(set.refused).toEqual([
      {
        file: 'rules/0.yml',
        line: 14,
        rule: 'Something seen',
        reason: 'There is no modifier fuzzy.',
        advice: 'Correct it; Sigma 2.1 lists the modifiers there are.',
      },
    ]);
  });

  it('refuses an id that is taken, naming the other place', () => {
    const [refusal] = read(rule('a: b'), rule('a: c')).refused;
    expect(refusal).toMatchObject({
      file: 'rules/1.yml',
      line: 2,
      reason: expect.stringContaining('rules/0.yml:1') as string,
    });
  });

  it.each<[string, string]>([
    ['text that is no YAML', 'title: "open'],
    ['a list', '- a\n- b'],
    ['a null', '~'],
    ['a word', 'rule'],
    ['a rule without title', rule('a: b').replace('title: Something seen', '')],
    ['an unknown level', rule('a: b', 'level: severe')],
    ['an id with a NUL', rule('a: b').replace('id: 1', 'id: "\\0" # ')],
    ['a key twice', rule('a: b', 'level: low\nlevel: high')],
    ['no log source', rule('a: b').replace(/logsource.*/, '')],
    ['a log source that is no word', rule('a: b').replace('product: linux', 'product: 7')],
    ['no detection', 'title: x\nlogsource: { product: linux }'],
    ['tags that are no texts', rule('a: b', 'tags: [{ a: b }]')],
    ['a rule that calls itself unsupported', rule('a: b', 'status: unsupported')],
    ['brackets by the thousand', `a: ${'['.repeat(10_000)}`],
    ['a file of 5 MB', `title: ${'x'.repeat(5_000_000)}`],
    ['aliases that multiply', `a: &a [x,x,x,x,x,x,x,x,x]\n${bomb('bcdefgh')}`],
    ['a tag that runs code elsewhere', 'title: !!js/function "() => 1"'],
  ])('refuses %s and lives on', (_, text) => {
    const started = process.hrtime.bigint();
    const set = read(text, rule('a: b').replace('11111111', '33333333'));
    expect(set.refused.map(({ file }) => file)).toEqual(['rules/0.yml']);
    expect(set.rules).toHaveLength(1);
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(8_000);
  });
});

/** Each line holds the one before nine times. */
function bomb(letters: string): string {
  return Array.from(letters, (letter, index) => {
    const previous = index === 0 ? 'a' : letters[index - 1]!;
    return `${letter}: &${letter} [${Array(9).fill(`*${previous}`).join(',')}]`;
  }).join('\n');
}
