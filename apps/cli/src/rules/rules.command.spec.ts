import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';

import { Command } from 'commander';

import { CommandFailure } from '../exit-codes';
import { addRulesCommand } from './rules.command';

const GOOD = `
title: Root
id: root
logsource: { product: linux, service: sshd }
detection: { selection: { user.name: root }, condition: selection }`;
const BAD = GOOD.replace('id: root', 'id: bad').replace('user.name', 'user.name|fuzzy');
const MANY = `
title: Many
id: many
correlation: { type: event_count, rules: [root_login], group-by: [user.name], timespan: 1m, condition: { gte: 3 }, generate: true }`;
const EVENTS = [
  { 'process.name': 'sshd', 'user.name': 'root' },
  { 'process.name': 'sshd', 'user.name': 'ann' },
  { event: { 'process.name': 'sshd', 'user.name': 'ROOT' } },
];

describe(addRulesCommand.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  const rules = join(folder, 'rules');
  let printed = '';

  beforeAll(() => {
    mkdirSync(rules);
    writeFileSync(join(rules, 'good.yml'), GOOD);
  });
  beforeEach(() => {
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => rmSync(folder, { recursive: true }));

  async function run(...args: string[]): Promise<string> {
    const program = new Command().exitOverride();
    addRulesCommand(program);
    await program.parseAsync(['rules', ...args], { from: 'user' });
    return printed;
  }

  function file(name: string, bytes: string | Buffer): string {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  }

  it('runs: tries what is none of our events on every rule, under the names its fields have', async () => {
    const lines = [{ 'user.name': 'root' }, { EventID: 1, Image: 'a' }, { Image: 'c:\\\\RAR.exe', a: [{ b: 1 }] }];
    const foreign = join(folder, 'foreign');
    mkdirSync(foreign);
    writeFileSync(
      join(foreign, 'rar.yml'),
      `title: Rar\nid: rar\nlogsource: { product: x }\ndetection: { s: { Image|endswith: rar.exe, a.b: 1 }, condition: s }`,
    );
    const events = file('foreign.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
    for (const scan of [[], ['--full-scan']]) {
      printed = '';
      expect(await run('run', '--rules', foreign, '--events', events, '--json', ...scan)).toBe(
        '{"line":2,"rules":["rar"]}\n',
      );
    }
  });

  it('tests: tries each rule on the events beside it, and fails where one does otherwise', async () => {
    const tested = join(folder, 'tested');
    for (const name of ['root', 'many', 'alone']) mkdirSync(join(tested, name), { recursive: true });
    const put = (name: string, text: string) => writeFileSync(join(tested, name), text);
    const login = (user: string, second = 0) =>
      `${JSON.stringify({ ...EVENTS[0], 'user.name': user, '@timestamp': `2026-11-27T08:00:0${second}Z` })}\n`;
    put('root/rule.yml', `${GOOD}\nname: root_login`);
    put('root/match.jsonl', login('root'));
    put('root/no-match.jsonl', login('ann'));
    put('many/rule.yml', MANY);
    put('many/match.jsonl', [0, 1, 2].map((second) => login('root', second)).join(''));
    put('many/no-match.jsonl', login('root'));
    put('alone/rule.yml', GOOD.replace('id: root', 'id: alone'));
    expect(await run('test', tested)).toBe('2 rule(s) tested, 1 without events of their own.\n');
    put('root/no-match.jsonl', login('root'));
    put('many/match.jsonl', login('root'));
    await expect(run('test', tested, '--json')).rejects.toThrow('2 problem(s), 0 rule(s) refused.');
    expect(JSON.parse(printed.split('\n').at(-2) ?? '')).toMatchObject({
      tested: 2,
      untested: ['alone'],
      problems: [
        { rule: 'root', line: 0, problem: 'matches this event, and should not' },
        { rule: 'many', problem: 'finds nothing in match.jsonl, and should' },
      ],
    });
  });

  it('checks: counts what loads, and fails with the place and reason of what does not', async () => {
    expect(await run('check', rules)).toBe('1 rule(s) over single events, 0 correlation(s) and 0 filter(s) load.\n');
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'bad.yml'), BAD);
    await expect(run('check', other)).rejects.toThrow(CommandFailure);
    expect(printed).toContain('bad.yml:5: There is no modifier fuzzy.');
    printed = '';
    await expect(run('check', rules, other, '--json')).rejects.toThrow(CommandFailure);
    expect(JSON.parse(printed)).toMatchObject({ rules: 1, correlations: 0, refused: [{ line: 5 }] });
  });

  const text = `${EVENTS.map((event) => JSON.stringify(event)).join('\n\n')}\n`;
  it.each([
    ['events.jsonl', text],
    ['events.jsonl.gz', gzipSync(text)],
    ['events.jsonl.zst', zstdCompressSync(text)],
  ])('runs: names the rules that hit each line of %s', async (name, bytes) => {
    const expected = '{"line":0,"rules":["root"]}\n{"line":4,"rules":["root"]}\n';
    expect(await run('run', '--rules', rules, '--events', file(name, bytes), '--json')).toBe(expected);
    printed = '';
    expect(await run('run', '--rules', rules, '--events', file(name, bytes), '--json', '--full-scan')).toBe(expected);
  });

  it('runs over events as their shippers sent them, by a map of log sources', async () => {
    const map = file('map.yml', 'logsources: { a: { product: linux, service: sshd, conditions: { prog: sshd } } }');
    const events = file(
      'raw.jsonl',
      '{"prog":"sshd","user":{"name":"root"}}\n{"prog":"cron","user":{"name":"root"}}\n',
    );
    expect(await run('run', '--rules', rules, '--events', events, '--logsource', map)).toBe('0  Root\n');
  });

  it.each<[string, string, RegExp]>([
    ['a line that is no object', '[1]\n', /line 0 of .* is no JSON object/],
    ['a line that is no JSON', '{"a":1}\n{"a"\n', /line 1 of/],
  ])('says where the events are wrong: %s', async (_, events, problem) => {
    await expect(run('run', '--rules', rules, '--events', file('bad.jsonl', events))).rejects.toThrow(problem);
  });

  it('says what cannot be read', async () => {
    await expect(run('check', join(folder, 'none'))).rejects.toThrow(/the rules cannot be read/);
    await expect(run('run', '--rules', rules, '--events', join(folder, 'none'))).rejects.toThrow(/cannot read/);
    const cut = file('cut.jsonl.gz', gzipSync(text).subarray(0, 20));
    await expect(run('run', '--rules', rules, '--events', cut)).rejects.toThrow(/cannot read .*cut/);
    await expect(
      run('run', '--rules', rules, '--events', cut, '--logsource', file('no-map.yml', 'x: 1')),
    ).rejects.toThrow(/is no map of log sources/);
  });
});
