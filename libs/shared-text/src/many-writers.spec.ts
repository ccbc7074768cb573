import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, mergeUpdates } from 'yjs';

import { emptyState, missingIn, together, vectorOf } from './text-state';

const RUNS = 10_000;
const WRITERS = 5;
const STEPS = 24;

/** Numbers that look random and are the same for the same seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

/** The server: keeps what it acknowledged, through restarts. */
class Server {
  private stored: Uint8Array[] = [emptyState()];

  append(update: Uint8Array): void {
    this.stored.push(update);
  }

  since(vector: Uint8Array): { update: Uint8Array; vector: Uint8Array } {
    const state = together(this.stored);
    return { update: missingIn(state, vector), vector: vectorOf(state) };
  }

  putTogether(): void {
    this.stored = [together(this.stored)];
  }
}

/** A console: writes, sends, is cut off, loses its memory but not what the browser keeps, and comes back. */
class Console {
  private doc = new Doc();
  private isConnected = true;
  private unsent: Uint8Array[] = [];
  private inbox: Uint8Array[] = [];

  constructor(private readonly server: Server) {
    this.watch();
  }

  get text(): string {
    return this.doc.getText('text').toJSON();
  }

  write(at: number, text: string): void {
    const content = this.doc.getText('text');
    content.insert(at % (content.length + 1), text);
  }

  /** @returns what the server acknowledged, for the others. */
  send(isAnswerLost: boolean): Uint8Array[] {
    if (!this.isConnected || this.unsent.length === 0) return [];
    const update = mergeUpdates(this.unsent);
    this.server.append(update);
    // Whoever gets no answer sends the same again.
    if (!isAnswerLost) this.unsent = [];
    return [update];
  }

  receive(update: Uint8Array): void {
    if (this.isConnected) this.inbox.push(update);
  }

  /** In another order than they came, and some twice. */
  read(random: (below: number) => number): void {
    while (this.inbox.length > 0) {
      const [update] = this.inbox.splice(random(this.inbox.length), 1);
      for (let times = 1 + (random(4) === 0 ? 1 : 0); times > 0; times -= 1) applyUpdate(this.doc, update!, 'server');
    }
  }

  disconnect(): void {
    this.isConnected = false;
    this.inbox = [];
  }

  /** The tab is killed: what the browser keeps is all of the text. */
  kill(): void {
    const kept = encodeStateAsUpdate(this.doc);
    this.doc = new Doc();
    applyUpdate(this.doc, kept, 'server');
    this.unsent = [];
    this.disconnect();
    this.watch();
  }

  connect(): void {
    this.isConnected = true;
    const { update, vector } = this.server.since(encodeStateVector(this.doc));
    applyUpdate(this.doc, update, 'server');
    this.unsent = [encodeStateAsUpdate(this.doc, vector)];
  }

  private watch(): void {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') this.unsent.push(update);
    });
  }
}

function run(seed: number): { readonly texts: string[]; readonly written: string } {
  const random = seeded(seed);
  const server = new Server();
  const consoles = Array.from({ length: WRITERS }, () => new Console(server));
  const exchange = (sender: Console, isAnswerLost: boolean): void => {
    for (const update of sender.send(isAnswerLost))
      for (const other of consoles) if (other !== sender) other.receive(update);
  };
  let written = '';
  for (let step = 0; step < STEPS; step += 1) {
    const one = consoles[random(WRITERS)]!;
    const deed = random(9);
    if (deed < 3) {
      const letter = String.fromCodePoint(97 + random(26));
      written += letter;
      one.write(random(50), letter);
    } else if (deed === 3) one.write(random(50), '1');
    else if (deed === 4) exchange(one, random(3) === 0);
    else if (deed === 5) one.read(random);
    else if (deed === 6) one.disconnect();
    else if (deed === 7) one.kill();
    else if (random(2) === 0) one.connect();
    else server.putTogether();
  }
  for (const one of consoles) one.connect();
  for (const one of consoles) exchange(one, false);
  for (const one of consoles) one.connect();
  return { texts: consoles.map(({ text }) => text), written };
}

const letters = (text: string): string => [...text.replaceAll(/\d/g, '')].toSorted().join('');

describe('five people who write, are cut off, killed and come back', () => {
  it(`have the same text in the end, with every letter, in ${RUNS} runs`, () => {
    for (let seed = 0; seed < RUNS; seed += 1) {
      const { texts, written } = run(seed);
      expect([seed, new Set(texts).size, letters(texts[0] ?? '')]).toEqual([seed, 1, letters(written)]);
    }
  }, 240_000);
});
