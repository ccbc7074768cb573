import { SystemClock } from '@tocsin/clock';
import { AccountEntity, createDataSource, migrate } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';

import { SharedTexts } from './shared-texts';
import { TextVersions } from './text-versions';

let dataSource: DataSource;
let texts: SharedTexts;
let versions: TextVersions;
let by: string;
let count = 0;

beforeAll(async () => {
  dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
  await migrate(dataSource);
  const clock = new SystemClock();
  versions = new TextVersions(dataSource, clock);
  texts = new SharedTexts(dataSource, clock, versions);
  const facts = { passwordHash: '', roles: [], rightsVersion: 1, createdAt: new Date(), disabledAt: null };
  by = (await dataSource.getRepository(AccountEntity).save({ username: 'mara', displayName: 'Mara', ...facts })).id;
});
afterAll(() => dataSource.destroy());

const freshId = (): string => `incident/${(count += 1)}/notes`;

/** A person who writes: keeps a document, and what of it is not sent yet. */
class Writer {
  readonly doc = new Doc();
  readonly unsent: Uint8Array[] = [];
  seq = 0;

  constructor(readonly id: string) {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') this.unsent.push(update);
    });
  }

  write(at: number, text: string): void {
    this.doc.getText('text').insert(Math.min(at, this.doc.getText('text').length), text);
  }

  get text(): string {
    return this.doc.getText('text').toJSON();
  }

  async send(): Promise<void> {
    for (let next = this.unsent.shift(); next !== undefined; next = this.unsent.shift())
      await texts.append(this.id, next, by);
  }

  async load(): Promise<void> {
    const { update, seq } = await texts.since(this.id, encodeStateVector(this.doc));
    applyUpdate(this.doc, update, 'server');
    this.seq = seq;
  }
}

describe(SharedTexts.name, () => {
  it('is empty at first, and the same for everybody in the end, whoever wrote when', async () => {
    const id = freshId();
    const [mara, noor] = [new Writer(id), new Writer(id)];
    await mara.load();
    expect([mara.text, mara.seq]).toEqual(['', 0]);
    mara.write(0, 'Spray over IMAP. ');
    noor.write(0, 'Rule “.” set. ');
    await Promise.all([mara.send(), noor.send()]);
    await Promise.all([mara.load(), noor.load()]);
    expect(mara.text).toBe(noor.text);
    expect(mara.text).toContain('Spray over IMAP. ');
    expect(mara.text).toContain('Rule “.” set. ');
  });

  it('numbers changes without gaps, however many come at once', async () => {
    const id = freshId();
    const writers = Array.from({ length: 8 }, () => new Writer(id));
    for (const [index, writer] of writers.entries()) for (let n = 0; n < 10; n += 1) writer.write(n, String(index));
    await Promise.all(writers.map((writer) => writer.send()));
    const rows = await texts.after(id, 0);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
    const late = new Writer(id);
    await late.load();
    expect(late.text).toHaveLength(80);
  });

  it('puts changes together and loses none', async () => {
    const id = freshId();
    const mara = new Writer(id);
    for (let n = 0; n < 450; n += 1) mara.write(n, String(n % 10));
    await mara.send();
    const [row] = await dataSource.query<{ rows: number }[]>(
      'SELECT count(*)::int AS rows FROM text_update WHERE text_id = $1',
      [id],
    );
    expect(row!.rows).toBeLessThan(200);
    const noor = new Writer(id);
    await noor.load();
    expect([noor.text, noor.seq]).toEqual([mara.text, 450]);
  });

  it('takes the same change twice for the same', async () => {
    const id = freshId();
    const mara = new Writer(id);
    mara.write(0, 'once');
    const [update] = mara.unsent;
    await texts.append(id, update!, by);
    await texts.append(id, update!, by);
    const noor = new Writer(id);
    await noor.load();
    expect(noor.text).toBe('once');
  });

  it('refuses what is no change, and what is too long, and stores nothing of it', async () => {
    const id = freshId();
    for (const bytes of [Buffer.from('hello'), Buffer.alloc(40, 0xff), Buffer.alloc(0)])
      await expect(texts.append(id, bytes, by)).rejects.toMatchObject({ code: 'text.not_an_update' });
    const doc = new Doc();
    doc.getText('text').insert(0, 'x'.repeat(300_000));
    await expect(texts.append(id, encodeStateAsUpdate(doc), by)).rejects.toMatchObject({
      code: 'text.update_too_large',
    });
    expect(await texts.after(id, 0)).toEqual([]);
    await expect(texts.since(id, Buffer.alloc(20, 0xff))).rejects.toMatchObject({ code: 'text.not_a_vector' });
  });

  it('tells what stands in texts, with all changes, put together or not', async () => {
    const [short, long, none] = [freshId(), freshId(), freshId()];
    const [mara, noor] = [new Writer(short), new Writer(long)];
    mara.write(0, 'Spray over IMAP');
    for (let n = 0; n < 210; n += 1) noor.write(n, String(n % 10));
    await Promise.all([mara.send(), noor.send()]);
    expect(await texts.contents([short, long, none])).toEqual(
      new Map([
        [short, 'Spray over IMAP'],
        [long, noor.text],
        [none, ''],
      ]),
    );
  });

  it('stays below its longest length', async () => {
    const id = freshId();
    const mara = new Writer(id);
    const fill = async () => {
      for (let n = 0; n < 12; n += 1) {
        mara.write(0, 'x'.repeat(200_000));
        await mara.send();
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'text.too_large' });
  });
});
