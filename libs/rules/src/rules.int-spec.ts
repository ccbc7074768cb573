import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SystemClock } from '@tocsin/clock';
import {
  createDataSource,
  migrate,
  RuleCountEntity,
  RuleEntity,
  RuleSetEntity,
  RuleVersionEntity,
} from '@tocsin/database';
import { RULES_CHANGED_FACT } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { eventually, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { RuleCounts, RuleImport, RuleRows, StoredRules, type RuleBook } from './index';

const rule = (id: string, user = 'root') => `title: Rule ${id}
id: ${id}
logsource: { product: linux, service: sshd }
detection: { selection: { user.name: ${user} }, condition: selection }
`;

let dataSource: DataSource;
let folder: string;
const clock = new SystemClock();

beforeEach(async () => {
  dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
  await migrate(dataSource);
  folder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
});
afterEach(async () => {
  await dataSource.destroy();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const importer = () => new RuleImport(dataSource, clock);
const run = (name = 'team') => importer().run([{ name, path: folder }]);
const rows = () => dataSource.getRepository(RuleEntity).find({ order: { id: 'ASC' } });
const sets = () => dataSource.getRepository(RuleSetEntity).find({ order: { position: 'ASC' } });

describe('rules of folders', () => {
  it('are brought in once, changed as a new version and taken out, each with who and when', async () => {
    write('one.yml', `${rule('one')}---\n${rule('two')}`);
    expect(await run()).toEqual({ changed: 2, removed: 0, refused: [], troubles: [] });
    expect(await run()).toMatchObject({ changed: 0, removed: 0 });
    write('one.yml', rule('one', 'ada'));
    expect(await run()).toMatchObject({ changed: 1, removed: 1 });
    const [one, two] = await rows();
    expect([one?.version, one?.setName, one?.file, one?.removedAt]).toEqual([2, 'team', 'one.yml', null]);
    expect(two?.removedAt).not.toBeNull();
    const versions = await dataSource
      .getRepository(RuleVersionEntity)
      .find({ order: { ruleId: 'ASC', version: 'ASC' } });
    expect(versions.map(({ ruleId, version, removed, changedBy }) => [ruleId, version, removed, changedBy])).toEqual([
      ['one', 1, false, null],
      ['one', 2, false, null],
      ['two', 1, false, null],
      ['two', 2, true, null],
    ]);
    write('two.yml', rule('two'));
    expect(await run()).toMatchObject({ changed: 1, removed: 0 });
    expect((await rows())[1]).toMatchObject({ removedAt: null, file: 'two.yml', version: 3 });
  });

  it('keep their state, and what somebody changed here', async () => {
    write('one.yml', rule('one'));
    await run();
    await dataSource.getRepository(RuleEntity).update('one', { state: 'disabled', text: rule('one', 'mine') });
    write('one.yml', rule('one', 'theirs'));
    await run();
    const [one] = await rows();
    expect([one?.state, one?.text, one?.folderText]).toEqual(
      ['disabled', rule('one', 'mine').trim(), rule('one', 'theirs').trim()].map((text, index) =>
        index === 1 ? rule('one', 'mine') : text,
      ),
    );
  });

  it('that cannot be read any more stay as they were, and the set says why', async () => {
    write('one.yml', rule('one'));
    await run();
    write('one.yml', rule('one').replace('user.name', 'user.name|odd'));
    await run();
    expect((await rows())[0]).toMatchObject({ removedAt: null, version: 1 });
    expect((await sets())[0]?.refused).toMatchObject([
      { file: 'team/one.yml', line: 4, reason: 'There is no modifier odd.' },
    ]);
    rmSync(folder, { recursive: true });
    await run();
    expect((await sets())[0]?.trouble).toMatch(/cannot be read/);
    expect((await rows())[0]?.removedAt).toBeNull();
    mkdirSync(folder);
  });

  it('go when their folder is configured no more, and one id is that of the first set', async () => {
    write('one.yml', rule('one'));
    const twice = [
      { name: 'first', path: folder },
      { name: 'second', path: folder },
    ];
    await importer().run(twice);
    expect((await rows()).map(({ setName }) => setName)).toEqual(['first']);
    expect((await sets()).map(({ refused }) => refused.length)).toEqual([0, 1]);
    await importer().run(twice.slice(1));
    expect((await rows()).map(({ setName, removedAt }) => [setName, removedAt])).toEqual([['second', null]]);
    await importer().run([]);
    expect((await rows())[0]?.removedAt).not.toBeNull();
    expect(await sets()).toEqual([]);
  });

  it('come in twice at once without harm', async () => {
    for (let number = 0; number < 50; number++) write(`${number}.yml`, rule(`r${number}`));
    await Promise.all([run(), run(), run()]);
    const all = await rows();
    expect([all.length, all.every(({ version }) => version === 1)]).toEqual([50, true]);
  });
});

describe(StoredRules.name, () => {
  const bus = new InMemoryMessageBus();
  const stored = (): StoredRules => new StoredRules(new RuleRows(dataSource), bus);
  const ids = ({ rules }: RuleBook) => rules.map(({ facts }) => facts.id);

  it('waits until somebody has brought rules in', async () => {
    const rules = stored();
    await expect(rules.load()).rejects.toThrow(/No rules have been brought in yet/);
    let isThere = false;
    const waiting = rules.whenThere().then(() => (isThere = true));
    await bus.announce(RULES_CHANGED_FACT, {});
    expect(isThere).toBe(false);
    write('one.yml', rule('one'));
    await run();
    await bus.announce(RULES_CHANGED_FACT, {});
    await waiting;
    expect(ids(rules.book)).toEqual(['one']);
    await rules.onModuleDestroy();
  });

  it('hears of changes, and gives rules that did not change as they were', async () => {
    write('one.yml', rule('one'));
    write('two.yml', rule('two'));
    await run();
    const books: RuleBook[] = [];
    const rules = stored();
    rules.onChange((book) => void books.push(book));
    await rules.load();
    await rules.load();
    expect(books.map(ids)).toEqual([['one', 'two']]);
    write('two.yml', rule('two', 'ada'));
    await run();
    await dataSource.query(`UPDATE rule SET state = 'shadow', version = version + 1 WHERE id = 'one'`);
    await bus.announce(RULES_CHANGED_FACT, {});
    await eventually(() => books.length === 2);
    expect(books[1]?.rules[0]).toBe(books[0]?.rules[0]);
    expect(books[1]?.rules[1]).not.toBe(books[0]?.rules[1]);
    expect([...books[1]!.shadows]).toEqual(['one']);
    await rules.onModuleDestroy();
  });

  it('leaves out what is disabled, but for those that correlations count', async () => {
    write('base.yml', `${rule('base')}name: base\n`);
    write(
      'many.yml',
      'title: Many\nid: many\ncorrelation: { type: event_count, rules: [base], group-by: [user.name], timespan: 1m, condition: { gte: 3 }, generate: true }',
    );
    await run();
    const rules = stored();
    await rules.load();
    expect([ids(rules.book), rules.book.correlations.length]).toEqual([['base'], 1]);
    await dataSource.query(`UPDATE rule SET state = 'disabled', version = version + 1 WHERE id = 'base'`);
    await rules.load();
    expect([ids(rules.book), rules.book.correlations.length, rules.book.refused]).toEqual([[], 1, []]);
    await rules.onModuleDestroy();
  });

  it('fills placeholders with what the folders say', async () => {
    write('one.yml', rule('one').replace('user.name: root', "user.name|expand: '%admins%'"));
    write('placeholders.yml', 'admins: [root, ada]');
    await run();
    const rules = stored();
    await rules.load();
    expect(JSON.stringify(rules.book.rules[0]?.detection)).toContain('ada');
    write('placeholders.yml', 'admins: [root, eve]');
    await run();
    await rules.load();
    expect(JSON.stringify(rules.book.rules[0]?.detection)).toContain('eve');
    await rules.onModuleDestroy();
  });
});

describe(RuleCounts.name, () => {
  it('adds up what several processes count, and keeps what could not be written', async () => {
    const [one, two] = [new RuleCounts(dataSource, clock), new RuleCounts(dataSource, clock)];
    one.add('a', { isShadow: false });
    one.add('b', { isShadow: true });
    two.add('a', { isShadow: false });
    await dataSource.query('ALTER TABLE rule_count RENAME TO elsewhere');
    await one.write();
    await dataSource.query('ALTER TABLE elsewhere RENAME TO rule_count');
    await Promise.all([one.write(), two.write()]);
    const counts = await dataSource.getRepository(RuleCountEntity).find({ order: { ruleId: 'ASC' } });
    expect(counts.map(({ ruleId, matches, shadowMatches }) => [ruleId, matches, shadowMatches])).toEqual([
      ['a', 2, 0],
      ['b', 1, 1],
    ]);
  });
});
