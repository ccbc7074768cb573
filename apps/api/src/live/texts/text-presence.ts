import { randomUUID } from 'node:crypto';

import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { hereAtTextSchema, type TextCursor, type TextPeople } from '@tocsin/api-contract';
import { MessageBus, type Subscription } from '@tocsin/messaging';
import { z } from 'zod';

import type { LiveSocket } from '../live-socket';
import { OpenTexts } from './open-texts';

type Person = TextPeople['people'][number];

/** One console at one text, until when unless it is said again. */
interface Presence {
  readonly person: Person;
  readonly until: number;
}

/** Topic on which apis tell each other who has which text before them. */
const TEXT_HERE = 'text.here';
const factSchema = hereAtTextSchema.extend({
  api: z.uuid(),
  console: z.uuid(),
  person: z.object({ id: z.uuid(), displayName: z.string() }).nullable().describe('Null: it is gone.'),
});
const LASTS_MS = 15_000;
const SWEEP_EVERY_MS = 1_000;
/** So that a moving cursor is told at most ten times a second. */
const COALESCE_MS = 100;

/** Who has which text before them, at any api. Names are the server's, whatever a console says. */
@Injectable()
export class TextPresence implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(TextPresence.name);
  /** By text and console. */
  private readonly there = new Map<string, Map<string, Presence>>();
  private readonly consoles = new WeakMap<LiveSocket, string>();
  /** By which this process knows its own words. */
  private readonly api = randomUUID();
  private readonly telling = new Map<string, NodeJS.Timeout>();
  private sweeping: NodeJS.Timeout | undefined;
  private subscription: Subscription | undefined;

  constructor(
    private readonly open: OpenTexts,
    private readonly bus: MessageBus,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeping = setInterval(() => this.sweep(), SWEEP_EVERY_MS);
    this.bus
      .listen(TEXT_HERE, (fact) => this.hear(fact))
      .then((subscription) => (this.subscription = subscription))
      .catch((error: unknown) => this.log.warn(`Who is at other apis is not seen: ${String(error)}`));
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.sweeping);
    for (const timer of this.telling.values()) clearTimeout(timer);
    await this.subscription?.close();
  }

  here(id: string, socket: LiveSocket, isWriting: boolean, cursor: TextCursor | null = null): void {
    const { accountId, displayName } = socket.actor;
    const person = { id: accountId, displayName };
    const console = this.consoleOf(socket);
    this.put(id, console, { ...person, isWriting, cursor });
    this.announce({ api: this.api, id, console, person, isWriting, cursor });
  }

  gone(id: string, socket: LiveSocket): void {
    const console = this.consoleOf(socket);
    this.remove(id, console);
    this.announce({ api: this.api, id, console, person: null, isWriting: false, cursor: null });
  }

  /** Tells one console of all who are there: it has just come. */
  greet(id: string, socket: LiveSocket): void {
    socket.send('text.people', this.of(id));
  }

  private hear(fact: unknown): void {
    const parsed = factSchema.safeParse(fact);
    if (!parsed.success || parsed.data.api === this.api) return;
    const { id, console, person, isWriting, cursor } = parsed.data;
    if (person === null) this.remove(id, console);
    else this.put(id, console, { ...person, isWriting, cursor });
  }

  private put(id: string, console: string, person: Person): void {
    const people = this.there.get(id) ?? new Map<string, Presence>();
    const known = people.get(console);
    // Taken out first, so that the last of a person's consoles is the one heard of last.
    people.delete(console);
    people.set(console, { person, until: performance.now() + LASTS_MS });
    this.there.set(id, people);
    if (known === undefined || !isSame(known.person, person)) this.tellSoon(id);
  }

  private remove(id: string, console: string): void {
    const people = this.there.get(id);
    if (people?.delete(console) !== true) return;
    if (people.size === 0) this.there.delete(id);
    this.tellSoon(id);
  }

  private sweep(): void {
    const now = performance.now();
    for (const [id, people] of this.there)
      for (const [console, { until }] of people) if (until <= now) this.remove(id, console);
  }

  private tellSoon(id: string): void {
    if (this.telling.has(id) || this.open.of(id).length === 0) return;
    const tell = () => {
      this.telling.delete(id);
      const people = this.of(id);
      for (const { socket } of this.open.of(id)) socket.send('text.people', people);
    };
    this.telling.set(id, setTimeout(tell, COALESCE_MS));
  }

  /** Each person once, however many consoles they have open, where they were last. */
  private of(id: string): TextPeople {
    const people = new Map<string, Person>();
    for (const { person } of this.there.get(id)?.values() ?? []) {
      const known = people.get(person.id);
      const isWriting = person.isWriting || (known?.isWriting ?? false);
      people.set(person.id, { ...person, isWriting, cursor: person.cursor ?? known?.cursor ?? null });
    }
    return { id, people: [...people.values()] };
  }

  private announce(fact: z.infer<typeof factSchema>): void {
    this.bus.announce(TEXT_HERE, fact).catch((error: unknown) => this.log.debug(String(error)));
  }

  private consoleOf(socket: LiveSocket): string {
    const known = this.consoles.get(socket);
    if (known !== undefined) return known;
    const console = randomUUID();
    this.consoles.set(socket, console);
    return console;
  }
}

function isSame(one: Person, other: Person): boolean {
  const { cursor: here } = one;
  const { cursor: there } = other;
  return one.isWriting === other.isWriting && here?.head === there?.head && here?.anchor === there?.anchor;
}
