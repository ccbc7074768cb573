import type { Incident, OpenedText, TextNews } from '@tocsin/api-contract';
import { SharedTexts } from '@tocsin/shared-text';
import { InMemoryBroker } from '@tocsin/messaging/testing';
import { eventually, testPostgresUrl } from '@tocsin/testing';
import type { Socket } from 'socket.io-client';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';
import { OpenConnections } from '../open-connections';

/** Another number than usual: TOCSIN_TEXT_RUNS=200. */
const RUNS = Number(process.env['TOCSIN_TEXT_RUNS'] ?? 20);
const STEPS = 40;
const LETTERS = ['a', 'b', 'c', 'd', 'e'];

const apis: TestApi[] = [];
const browsers: Browser[] = [];

beforeAll(async () => {
  const databaseUrl = await testPostgresUrl();
  const broker = new InMemoryBroker();
  for (let count = 0; count < 2; count += 1) apis.push(await TestApi.start({ databaseUrl, broker }));
  browsers.push(await apis[0]!.setUp(), await apis[1]!.signedIn('mara'));
});
afterAll(async () => {
  for (const api of apis) await api.close();
});

/** Numbers that look random and are the same for the same seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

/** A console that writes one letter, and loses its connection and its page, but not what the browser keeps. */
class Writer {
  private doc = new Doc();
  private socket: Socket | undefined;
  private acknowledged = new WeakSet<Doc>();
  written = 0;

  constructor(
    private readonly id: string,
    private readonly letter: string,
  ) {
    this.watch();
  }

  get text(): string {
    return this.doc.getText('text').toJSON();
  }

  get isConnected(): boolean {
    return this.socket?.connected === true && this.acknowledged.has(this.doc);
  }

  write(at: number): void {
    this.doc.getText('text').insert(at % (this.text.length + 1), this.letter);
    this.written += 1;
  }

  async connect(browser: Browser): Promise<void> {
    this.disconnect();
    const socket = browser.socket();
    const { doc } = this;
    this.socket = socket;
    socket.on('text.news', ({ update }: TextNews) => applyUpdate(doc, new Uint8Array(update), 'server'));
    socket.on('hello', () => {
      const wish = { id: this.id, vector: encodeStateVector(doc) };
      socket.emit('text.open', wish, (opened: OpenedText) => opened.ok && this.join(doc, opened));
    });
    let isOver = false;
    for (const end of ['disconnect', 'connect_error']) socket.on(end, () => (isOver = true));
    await eventually(() => this.isConnected || isOver, { intervalMs: 5 });
  }

  disconnect(): void {
    this.socket?.close();
    this.acknowledged = new WeakSet();
  }

  /** The page is gone; the next one begins with the copy of the browser. */
  reload(): void {
    this.disconnect();
    const copy = encodeStateAsUpdate(this.doc);
    this.doc = new Doc();
    applyUpdate(this.doc, copy, 'copy');
    this.watch();
  }

  private join(doc: Doc, opened: OpenedText & { ok: true }): void {
    applyUpdate(doc, new Uint8Array(opened.update), 'server');
    this.send(encodeStateAsUpdate(doc, new Uint8Array(opened.vector)));
    this.acknowledged.add(doc);
  }

  private watch(): void {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server' && origin !== 'copy' && this.isConnected) this.send(update);
    });
  }

  private send(update: Uint8Array): void {
    this.socket?.emit('text.change', { id: this.id, update }, () => undefined);
  }
}

async function step(random: (below: number) => number, writers: readonly Writer[]): Promise<void> {
  const writer = writers[random(writers.length)]!;
  const chance = random(20);
  // An api that dies takes every connection with it, in the middle of whatever it was told.
  if (chance === 0) await apis[random(apis.length)]!.app.get(OpenConnections, { strict: false }).end(0);
  else if (chance === 1) writer.reload();
  else if (chance < 4) writer.disconnect();
  else if (chance < 8) await writer.connect(browsers[random(browsers.length)]!);
  else writer.write(random(1_000));
}

async function run(seed: number): Promise<void> {
  const random = seeded(seed);
  const { number } = (await browsers[0]!.post('/api/incidents', { title: `Run ${seed}` })).body as Incident;
  const id = `incident/${number}/notes`;
  const writers = LETTERS.map((letter) => new Writer(id, letter));
  for (let count = 0; count < STEPS; count += 1) await step(random, writers);
  for (const [index, writer] of writers.entries()) await writer.connect(browsers[index % browsers.length]!);
  const texts = apis[0]!.app.get(SharedTexts, { strict: false });
  const wanted = writers.map(({ written }) => written);
  const countsOf = (text: string) => LETTERS.map((letter) => text.split(letter).length - 1);
  await eventually(
    async () => {
      const stored = (await texts.contents([id])).get(id) ?? '';
      return writers.every(({ text }) => text === stored) && countsOf(stored).join() === wanted.join();
    },
    { describe: `all to have all of it, seed ${seed}` },
  );
  for (const writer of writers) writer.disconnect();
}

describe('a text over the real gateway', () => {
  it(
    `is the same before five writers and holds every letter, through lost connections, pages and apis: ${RUNS} runs`,
    async () => {
      for (let seed = 0; seed < RUNS; seed += 1) await run(seed);
    },
    RUNS * 20_000,
  );
});
