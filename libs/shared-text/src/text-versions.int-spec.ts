import { Clock } from '@tocsin/clock';
import { AccountEntity, createDataSource, migrate } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';

import { SharedTexts } from './shared-texts';
import { TextVersions } from './text-versions';
import { TextWords } from './text-words';

const MINUTE = 60_000;

/** Goes where the spec wants. */
class SetClock extends Clock {
  private time = Date.parse('2026-11-24T12:00:00Z');

  now(): Date {
    return new Date(this.time);
  }

  pass(ms: number): void {
    this.time += ms;
  }
}

const clock = new SetClock();
let dataSource: DataSource;
let texts: SharedTexts;
let versions: TextVersions;
let mara: string;
let noor: string;
let count = 0;

beforeAll(async () => {
  dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
  await migrate(dataSource);
  versions = new TextVersions(dataSource, clock);
  texts = new SharedTexts(dataSource, clock, versions);
  const facts = { passwordHash: '', roles: [], rightsVersion: 1, createdAt: new Date(), disabledAt: null };
  const account = async (username: string) =>
    (await dataSource.getRepository(AccountEntity).save({ username, displayName: username, ...facts })).id;
  [mara, noor] = [await account('mara'), await account('noor')];
});
afterAll(() => dataSource.destroy());

const freshId = (): string => `incident/INC-2026-${(count += 1)}/notes`;

async function write(id: string, text: string, by: string): Promise<void> {
  const doc = new Doc();
  applyUpdate(doc, (await texts.since(id)).update);
  const before = encodeStateVector(doc);
  doc.getText('text').insert(doc.getText('text').length, text);
  await texts.append(id, encodeStateAsUpdate(doc, before), by);
}

async function told(id: string) {
  const rows = await versions.of(id);
  return Promise.all(
    rows.slice(1).map(async ({ seq, authors }) => [await versions.content(id, seq), authors.toSorted()]),
  );
}

const now = async (id: string) => (await texts.contents([id])).get(id);

describe(TextVersions.name, () => {
  it('has one for each pause and for each who comes new, with those who wrote it', async () => {
    const id = freshId();
    expect(await versions.of(id)).toEqual([]);
    await write(id, 'one ', mara);
    await write(id, 'two ', mara);
    clock.pass(2 * MINUTE);
    await write(id, 'three ', mara);
    await write(id, 'four ', noor);
    await write(id, 'five ', mara);
    await write(id, 'six ', noor);
    expect(await told(id)).toEqual([
      ['one two three ', [mara]],
      ['one two ', [mara]],
    ]);
    const [newest] = await versions.of(id);
    expect(newest).toMatchObject({ at: clock.now(), characters: 28 });
    expect(newest?.authors.toSorted()).toEqual([mara, noor].toSorted());
  });

  it('knows who wrote although changes were put together', async () => {
    const id = freshId();
    for (let n = 0; n < 205; n += 1) await write(id, 'x', n < 100 ? mara : noor);
    const authors = (await versions.of(id)).flatMap((version) => version.authors);
    expect(authors).toEqual(expect.arrayContaining([mara, noor]));
  });

  it('is made to be the text again by one more change, and what was there stays a version', async () => {
    const id = freshId();
    await write(id, 'first', mara);
    clock.pass(2 * MINUTE);
    await write(id, ' and second', noor);
    const [, first] = await versions.of(id);
    const offline = new Doc();
    applyUpdate(offline, (await texts.since(id)).update);
    offline.getText('text').insert(0, 'offline ');

    await dataSource.transaction((manager) => texts.restore(manager, id, first!.seq, mara));
    expect(await now(id)).toBe('first');
    expect(await told(id)).toContainEqual(['first and second', [noor]]);
    await texts.append(id, encodeStateAsUpdate(offline), noor);
    expect(await now(id)).toBe('offline first');
    const again = dataSource.transaction((manager) => texts.restore(manager, id, 999, mara));
    await expect(again).rejects.toMatchObject({ code: 'text.no_version' });
  });

  it('are fewer the older they are', async () => {
    const id = freshId();
    for (let n = 0; n < 30; n += 1) {
      await write(id, `${n} `, mara);
      clock.pass(10 * MINUTE);
    }
    expect((await versions.of(id)).length).toBe(30);
    clock.pass(2 * 24 * 60 * MINUTE);
    await write(id, 'later ', mara);
    expect((await versions.of(id)).length).toBeLessThan(9);
    clock.pass(40 * 24 * 60 * MINUTE);
    await write(id, 'much later ', mara);
    expect((await versions.of(id)).length).toBeLessThan(5);
  });

  it('are kept whatever a client writes', async () => {
    const id = freshId();
    await write(id, 'a\0b\ud800c', mara);
    clock.pass(2 * MINUTE);
    await write(id, '!', mara);
    expect(await told(id)).toEqual([['a\ufffdb\ufffdc', [mara]]]);
  });
});

describe(TextWords.name, () => {
  it('finds the words of what changed', async () => {
    const id = freshId();
    const words = new TextWords(dataSource);
    const read = async () => {
      await words.readChanged();
      const [row] = await dataSource.query<object[]>(
        'SELECT owner, content, is_stale FROM text_content WHERE text_id = $1',
        [id],
      );
      return row;
    };
    const owner = id.replace('/notes', '');
    await write(id, 'beacon', mara);
    expect(await read()).toEqual({ owner, content: 'beacon', is_stale: false });
    await write(id, ' seen', noor);
    expect(await read()).toEqual({ owner, content: 'beacon seen', is_stale: false });
  });
});
