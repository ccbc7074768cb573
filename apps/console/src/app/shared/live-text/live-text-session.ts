import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import type { ChangedText, OpenedText, TextCursor, TextNews, TextPeople } from '@tocsin/api-contract';
import { IndexeddbPersistence } from 'y-indexeddb';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, mergeUpdates } from 'yjs';

import { Connection } from '../../core/realtime/connection';
import { SessionStore } from '../../core/session/session-store';
import { ServerClock } from '../../core/time/server-clock';
import { LOCAL_COPY_PREFIX } from '../../core/session/local-copies';
import { cursorAt, placeOf } from './text-cursor';

/** What is known of the text here and on the server. */
export type SaveState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'stored'; readonly at: Date | undefined }
  | { readonly kind: 'storing' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'away' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Changes are sent together so often; a person does not see the difference, and the server does. */
const SEND_EVERY_MS = 200;
const HERE_EVERY_MS = 8_000;
const WRITING_FOR_MS = 3_000;
/** A cursor that moves is told at most four times a second. */
const SAY_EVERY_MS = 250;
/** Yjs writes nothing at all in two bytes. */
const NOTHING = 2;
const FROM_OUTSIDE = Symbol('from outside');

/** Where somebody else is in the text. */
export interface OtherCursor {
  readonly id: string;
  readonly displayName: string;
  readonly place: number;
}

/** One text that several people write: its copy here, what of it is stored there, and who else has it before them. */
@Service({ autoProvided: false })
export class LiveTextSession {
  private readonly connection = inject(Connection);
  private readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly doc = new Doc();
  private readonly content = this.doc.getText('text');
  private local: IndexeddbPersistence | undefined;
  private id = '';
  private unsent: Uint8Array[] = [];
  private sending: Uint8Array[] = [];
  private isOpen = false;
  private lastTyped = -Infinity;
  private cursor: TextCursor | null = null;
  private saying: ReturnType<typeof setTimeout> | undefined;
  private pausing: ReturnType<typeof setTimeout> | undefined;
  private timers: ReturnType<typeof setInterval>[] = [];
  private ends: (() => void)[] = [];

  readonly state = signal<SaveState>({ kind: 'loading' });
  readonly mayWrite = signal(false);
  /** The others, and whether they write. */
  private readonly there = signal<TextPeople['people']>([]);
  readonly others = computed(() => this.there().filter(({ id }) => id !== this.session.account()?.id));
  /** Grows with every change of the text, whoever makes it. */
  readonly changes = signal(0);
  /** Where the others are, by the order of the text. */
  readonly cursors = computed<readonly OtherCursor[]>(() => {
    this.changes();
    return this.others()
      .flatMap(({ id, displayName, cursor }) => {
        const place = placeOf(this.doc, this.content, cursor);
        return place === undefined ? [] : [{ id, displayName, place }];
      })
      .toSorted((one, other) => one.place - other.place);
  });

  constructor() {
    effect(() => {
      const state = this.connection.state();
      untracked(() => (state === 'live' ? this.join() : this.lose()));
    });
  }

  /**
   * Begins with the copy in this browser, so that there is something to read and to write at once.
   * @param show is given the text at the very moment it changes: what a person types meanwhile is understood against what is shown.
   */
  start(id: string, show: (text: string) => void): void {
    this.id = id;
    this.content.observe(() => {
      show(this.text);
      this.changes.update((count) => count + 1);
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === FROM_OUTSIDE || (this.local !== undefined && origin === this.local)) return;
      this.unsent.push(update);
      this.tellState();
    });
    this.local = localCopy(`${LOCAL_COPY_PREFIX}${this.session.account()?.id ?? ''}:${id}`, this.doc);
    this.ends.push(
      this.connection.on<TextNews>('text.news', (news) => news.id === id && this.take(news.update)),
      this.connection.on<TextPeople>('text.people', (people) => people.id === id && this.there.set(people.people)),
    );
    this.timers.push(
      setInterval(() => this.send(), SEND_EVERY_MS),
      setInterval(() => this.sayHere(), HERE_EVERY_MS),
    );
    if (this.local === undefined) this.join();
    else void this.local.whenSynced.then(() => this.join());
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
    clearTimeout(this.saying);
    clearTimeout(this.pausing);
    for (const end of this.ends) end();
    this.send();
    if (this.isOpen) this.connection.send('text.close', this.id);
    void this.local?.destroy();
  }

  /** Asks the server once more. */
  retry(): void {
    this.join();
  }

  get text(): string {
    return this.content.toJSON();
  }

  /** The person changed the text. */
  edit(at: number, removed: number, inserted: string): void {
    this.lastTyped = performance.now();
    this.doc.transact(() => {
      if (removed > 0) this.content.delete(at, removed);
      if (inserted !== '') this.content.insert(at, inserted);
    });
    clearTimeout(this.pausing);
    this.pausing = setTimeout(() => this.sayHere(), WRITING_FOR_MS);
    this.saySoon();
  }

  /** The person is there in the text, or no more. */
  point(selection: { readonly start: number; readonly end: number } | undefined): void {
    const cursor = selection ? cursorAt(this.content, selection.start, selection.end) : null;
    if (cursor?.head === this.cursor?.head && cursor?.anchor === this.cursor?.anchor) return;
    this.cursor = cursor;
    this.saySoon();
  }

  private join(): void {
    const isRead = this.local === undefined || this.local.synced;
    if (this.id === '' || !isRead || this.connection.state() !== 'live') return;
    const wish = { id: this.id, vector: encodeStateVector(this.doc) };
    this.connection.send('text.open', wish, (opened: OpenedText) => this.joined(opened));
  }

  private joined(opened: OpenedText): void {
    if (!opened.ok) {
      this.state.set({ kind: 'refused', reason: opened.reason });
      return;
    }
    this.isOpen = true;
    this.mayWrite.set(opened.mayWrite);
    this.take(opened.update);
    // What was written while there was no connection, here or in an earlier visit, stands in the copy.
    const lacking = encodeStateAsUpdate(this.doc, new Uint8Array(opened.vector));
    this.sending = [];
    this.unsent = lacking.length > NOTHING && opened.mayWrite ? [lacking] : [];
    this.send();
    this.tellState();
  }

  private lose(): void {
    this.isOpen = false;
    this.there.set([]);
    this.unsent = [...this.sending, ...this.unsent];
    this.sending = [];
    this.tellState();
  }

  private take(update: Uint8Array): void {
    applyUpdate(this.doc, new Uint8Array(update), FROM_OUTSIDE);
  }

  /** One change under way at a time: what is written meanwhile goes with the next. */
  private send(): void {
    if (!this.isOpen || this.sending.length > 0 || this.unsent.length === 0) return;
    this.sending = this.unsent;
    this.unsent = [];
    const update = mergeUpdates(this.sending);
    this.connection.send('text.change', { id: this.id, update }, (answer: ChangedText) => this.sent(answer));
    this.tellState();
  }

  private sent(answer: ChangedText): void {
    if (answer.ok) this.sending = [];
    else {
      this.unsent = [...this.sending, ...this.unsent];
      this.sending = [];
    }
    if (answer.ok || answer.code === 'text.unavailable') this.tellState();
    else this.state.set({ kind: 'refused', reason: answer.reason });
  }

  private saySoon(): void {
    this.saying ??= setTimeout(() => this.sayHere(), SAY_EVERY_MS);
  }

  private sayHere(): void {
    clearTimeout(this.saying);
    this.saying = undefined;
    if (!this.isOpen) return;
    const isWriting = performance.now() - this.lastTyped < WRITING_FOR_MS;
    this.connection.send('text.here', { id: this.id, isWriting, cursor: this.cursor });
  }

  private tellState(): void {
    const isAllSent = this.unsent.length === 0 && this.sending.length === 0;
    if (this.isOpen) this.state.set(isAllSent ? { kind: 'stored', at: this.clock.now() } : { kind: 'storing' });
    else if (!isAllSent) this.state.set({ kind: 'waiting' });
    else if (this.mayWrite()) this.state.set({ kind: 'away' });
  }
}

/** Without a place for copies, as in some private windows, the text lives in this page only. */
function localCopy(name: string, doc: Doc): IndexeddbPersistence | undefined {
  return 'indexedDB' in globalThis ? new IndexeddbPersistence(name, doc) : undefined;
}
