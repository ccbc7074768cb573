import { randomUUID } from 'node:crypto';

import { InMemoryBroker } from '@tocsin/messaging/testing';
import { eventually, testPostgresUrl } from '@tocsin/testing';
import type { ChangedText, Incident, OpenedText, TextNews, TextPeople } from '@tocsin/api-contract';
import type { Socket } from 'socket.io-client';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

let api: TestApi;
/** A second instance of the same system. */
let other: TestApi;
let mara: Browser;
let noor: Browser;
const writers: Writer[] = [];

beforeAll(async () => {
  const databaseUrl = await testPostgresUrl();
  const broker = new InMemoryBroker();
  api = await TestApi.start({ databaseUrl, broker });
  other = await TestApi.start({ databaseUrl, broker });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', {})).body as { url: string };
  await api.accept(url.split('/').at(-1) ?? '', 'noor');
  noor = await other.signedIn('noor');
});
afterEach(() => {
  for (const writer of writers.splice(0)) writer.socket.close();
});
afterAll(async () => {
  await api.close();
  await other.close();
});

async function notes(wish: object = { title: 'Spray' }): Promise<string> {
  const { number } = (await mara.post('/api/incidents', wish)).body as Incident;
  return `incident/${number}/notes`;
}

/** A console with one text open. */
class Writer {
  readonly doc = new Doc();
  readonly answers: ChangedText[] = [];
  people: TextPeople['people'] = [];
  socket: Socket;

  constructor(
    private readonly browser: Browser,
    readonly id: string,
  ) {
    writers.push(this);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server' && this.socket.connected) this.send(update);
    });
  }

  get text(): string {
    return this.doc.getText('text').toJSON();
  }

  async open(): Promise<OpenedText> {
    this.socket = this.browser.socket();
    await new Promise((resolve) => this.socket.once('hello', resolve));
    this.socket.on('text.news', ({ update }: TextNews) => applyUpdate(this.doc, new Uint8Array(update), 'server'));
    this.socket.on('text.people', ({ people }: TextPeople) => (this.people = people));
    const wish = { id: this.id, vector: encodeStateVector(this.doc) };
    const opened = await new Promise<OpenedText>((resolve) => this.socket.emit('text.open', wish, resolve));
    if (opened.ok) {
      applyUpdate(this.doc, new Uint8Array(opened.update), 'server');
      const lacking = encodeStateAsUpdate(this.doc, new Uint8Array(opened.vector));
      if (lacking.length > 2) this.send(lacking);
    }
    return opened;
  }

  write(text: string): void {
    this.doc.getText('text').insert(this.doc.getText('text').length, text);
  }

  send(update: Uint8Array): void {
    this.socket.emit('text.change', { id: this.id, update }, (answer: ChangedText) => this.answers.push(answer));
  }
}

describe('a text that several people write', () => {
  it('is the same before all of them, in every instance, and acknowledged when it is on disk', async () => {
    const id = await notes();
    const [one, two] = [new Writer(mara, id), new Writer(noor, id)];
    expect(await one.open()).toMatchObject({ ok: true, mayWrite: true });
    await two.open();
    one.write('Spray over IMAP. ');
    two.write('Rule set. ');
    await eventually(() => one.text.length === 27 && one.text === two.text);
    await eventually(() => one.answers.length === 1 && two.answers.length === 1);
    expect([...one.answers, ...two.answers]).toEqual([{ ok: true }, { ok: true }]);
    const late = new Writer(noor, id);
    await late.open();
    expect(late.text).toBe(one.text);
  });

  it('takes in what somebody wrote while they were away', async () => {
    const id = await notes();
    const [one, two] = [new Writer(mara, id), new Writer(noor, id)];
    await one.open();
    await two.open();
    two.socket.close();
    two.write('written offline ');
    one.write('written meanwhile ');
    await eventually(() => one.answers.length === 1);
    await two.open();
    await eventually(() => one.text === two.text);
    expect(one.text).toContain('written offline ');
    expect(one.text).toContain('written meanwhile ');
  });

  it('is restored before all of them, and what somebody wrote offline goes into what is restored', async () => {
    const id = await notes();
    const [one, two] = [new Writer(mara, id), new Writer(noor, id)];
    await two.open();
    two.write('First. ');
    await eventually(() => two.answers.length === 1);
    await one.open();
    one.write('Second. ');
    await eventually(() => one.answers.length === 1 && two.text === one.text);
    two.socket.close();
    two.write('Offline. ');
    const path = `/api/incidents/${id.split('/')[1]}/texts/notes/versions`;
    const { versions } = (await mara.get(path)).body as { versions: { seq: number }[] };
    expect((await mara.post(`${path}/${versions[1]?.seq}/restore`)).status).toBe(204);
    await eventually(() => one.text === 'First. ');
    await two.open();
    await eventually(() => one.text === two.text && one.text === 'First. Offline. ');
  });

  it('of a task is seen by whom its incident is, and gone with it', async () => {
    const number = (await notes()).split('/')[1];
    const wish = { kind: 'task', data: { title: 'Look' } };
    const item = (await mara.post(`/api/incidents/${number}/items`, wish)).body as { id: string };
    const one = new Writer(mara, `item/${item.id}/text`);
    expect(await one.open()).toMatchObject({ ok: true });
    await mara.post(`/api/incidents/${number}/restrict`, { isRestricted: true });
    expect(await new Writer(noor, one.id).open()).toMatchObject({ ok: false, code: 'text.not_found' });
    await mara.delete(`/api/incidents/${number}/items/${item.id}`);
    expect(await new Writer(mara, one.id).open()).toMatchObject({ ok: false, code: 'text.not_found' });
  });

  it('says who has it before them at any api, where they are, by the names the server knows, and when they are gone', async () => {
    const id = await notes();
    const [one, two] = [new Writer(mara, id), new Writer(noor, id)];
    await one.open();
    await two.open();
    const cursor = { anchor: 'AAAA', head: 'AAEB' };
    one.socket.emit('text.here', { id, isWriting: true, cursor, displayName: 'Somebody Else' });
    const others = ({ people }: Writer, name: string) => people.find(({ displayName }) => displayName === name);
    await eventually(() => others(two, 'Mara')?.isWriting === true);
    expect(others(two, 'Mara')).toMatchObject({ displayName: 'Mara', isWriting: true, cursor });
    await eventually(() => others(one, 'Noor') !== undefined);
    for (const hostile of [{ anchor: '<b>', head: 'AA' }, { anchor: 'A'.repeat(5_000), head: 'AA' }, 7])
      two.socket.emit('text.here', { id, isWriting: true, cursor: hostile });
    one.socket.close();
    await eventually(() => others(two, 'Mara') === undefined);
    const late = new Writer(mara, id);
    await late.open();
    expect(others(late, 'Noor')).toMatchObject({ isWriting: false, cursor: null });
  });

  it('forgets who has not been heard of for fifteen seconds', async () => {
    const id = await notes();
    const one = new Writer(mara, id);
    await one.open();
    const silent = { id, isWriting: true, cursor: null, api: randomUUID(), console: randomUUID() };
    // An api that was killed says no goodbye.
    await api.bus.announce('text.here', { ...silent, person: { id: randomUUID(), displayName: 'Idris' } });
    await eventually(() => one.people.some(({ displayName }) => displayName === 'Idris'));
    const start = performance.now();
    await eventually(() => !one.people.some(({ displayName }) => displayName === 'Idris'), { timeoutMs: 40_000 });
    expect(performance.now() - start).toBeGreaterThan(10_000);
  }, 60_000);

  it('is nobody else’s: a restricted incident, an unknown one, a text that was not opened, bytes that are none', async () => {
    const id = await notes({ title: 'Insider', isRestricted: true });
    const stranger = new Writer(noor, id);
    expect(await stranger.open()).toMatchObject({ ok: false, code: 'text.not_found' });
    expect(await new Writer(mara, 'incident/INC-2020-0001/notes').open()).toMatchObject({ ok: false });
    expect(await new Writer(mara, '../etc/passwd').open()).toMatchObject({ ok: false });
    stranger.write('x');
    await eventually(() => stranger.answers.length === 1);
    expect(stranger.answers).toMatchObject([{ ok: false }]);
    const owner = new Writer(mara, id);
    await owner.open();
    owner.send(Buffer.from('hello'));
    await eventually(() => owner.answers.length === 1);
    expect(owner.answers).toMatchObject([{ ok: false, code: 'text.not_an_update' }]);
  });

  it('goes on no more to whom the incident is hidden', async () => {
    const id = await notes();
    const [one, two] = [new Writer(mara, id), new Writer(noor, id)];
    await one.open();
    await two.open();
    await mara.post(`/api/incidents/${id.split('/')[1]}/restrict`, { isRestricted: true });
    one.write('secret');
    await eventually(() => one.answers.length === 1);
    const refused = new Writer(noor, id);
    expect(await refused.open()).toMatchObject({ ok: false });
    two.write('x');
    await eventually(() => two.answers.length === 1);
    expect(two.answers).toMatchObject([{ ok: false }]);
    expect(two.text).not.toContain('secret');
  });
});
