import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import type { AlertChanged, FeedReload, Hello, IncidentChanged } from '@tocsin/api-contract';

import { leaveForSignIn } from '../session/session-ended';
import { SessionStore } from '../session/session-store';
import { ServerClock } from '../time/server-clock';
import { FeedPlaces } from './feed-places';
import { SOCKET_FACTORY, type LiveSocket } from './socket-factory';

export type ConnectionState = 'connecting' | 'live' | 'lost';

/** How long to wait before asking again a server that refused the socket. */
const REFUSED_PAUSE_MS = 3000;

/** Whoever listens knows the form of the message by its name; see the contract. */
type Handler = (message: unknown) => void;

/** The live connection to the server: one socket while somebody is signed in, tried again until it holds. */
@Service()
export class Connection {
  private readonly makeSocket = inject(SOCKET_FACTORY);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly clock = inject(ServerClock);
  private readonly feeds = inject(FeedPlaces);
  private readonly handlers = new Set<readonly [string, Handler]>();
  private socket: LiveSocket | undefined;

  private readonly current = signal<ConnectionState>('connecting');
  private readonly lostAt = signal<Date | undefined>(undefined);
  private readonly delay = signal<number | undefined>(undefined);
  private readonly returns = signal(0);

  readonly state = this.current.asReadonly();
  /** Since when there is no connection; `undefined` while there is one. */
  readonly lostSince = this.lostAt.asReadonly();
  /** Seconds without connection, 0 while there is one. */
  readonly lostFor = computed(() => {
    const since = this.lostAt();
    return since === undefined ? 0 : Math.max(0, Math.round((this.clock.now().getTime() - since.getTime()) / 1000));
  });
  /** Milliseconds from the server to here, measured on the newest message. */
  readonly lag = this.delay.asReadonly();
  /** Grows each time the connection comes back: what was missed meanwhile must be fetched. */
  readonly reconnections = this.returns.asReadonly();

  constructor() {
    const signedIn = computed(() => this.session.account()?.id);
    effect((onCleanup) => {
      if (signedIn() === undefined) return;
      let closed = false;
      void untracked(() => this.open(() => closed));
      onCleanup(() => {
        closed = true;
        this.close();
      });
    });
  }

  /**
   * Calls the handler with every message of that name, over all reconnections, until what is returned is called. Whoever lives
   * shorter than the console must call it.
   */
  on<Message>(name: string, handler: (message: Message) => void): () => void {
    const entry = [name, handler as Handler] as const;
    this.handlers.add(entry);
    this.socket?.on(...entry);
    return () => {
      this.handlers.delete(entry);
      this.socket?.off(...entry);
    };
  }

  /** Sends a message now; there must be a connection. The last argument may be a function that takes the answer. */
  send(name: string, ...parts: readonly unknown[]): void {
    this.socket?.emit(name, ...parts);
  }

  tryNow(): void {
    this.socket?.disconnect();
    this.socket?.connect();
  }

  /** Notes how long a message travelled, by the server's own clock. */
  measure(sentAt: string): void {
    this.delay.set(Math.max(0, this.clock.now().getTime() - Date.parse(sentAt)));
  }

  private async open(isClosed: () => boolean): Promise<void> {
    const socket = await this.makeSocket(() => ({ seen: this.feeds.seen }));
    if (isClosed()) return;
    this.socket = socket;
    socket.on('connect', () => this.connected());
    socket.on('connect_error', () => this.failed(socket));
    socket.on('disconnect', (reason: string) => this.disconnected(reason, socket));
    socket.on('hello', (hello: Hello) => this.greeted(hello));
    socket.on('alert.changed', (change: AlertChanged) => this.feeds.take('alerts', change));
    socket.on('incident.changed', (change: IncidentChanged) => this.feeds.take('incidents', change));
    socket.on('feed.reload', (reload: FeedReload) => {
      this.feeds.take(reload.feed, reload);
      this.feeds.miss(reload.feed);
    });
    for (const [name, handler] of this.handlers) socket.on(name, handler);
    socket.connect();
  }

  private close(): void {
    this.feeds.forget();
    this.socket?.disconnect();
    this.socket = undefined;
    this.current.set('connecting');
    this.lostAt.set(undefined);
  }

  private greeted(hello: Hello): void {
    this.clock.adjust(hello.serverTime);
    this.feeds.greet(hello);
  }

  private connected(): void {
    this.feeds.begin();
    if (this.current() === 'lost') this.returns.update((count) => count + 1);
    this.current.set('live');
    this.lostAt.set(undefined);
  }

  private lost(): void {
    if (this.current() !== 'lost') this.lostAt.set(this.clock.now());
    this.current.set('lost');
  }

  private failed(socket: LiveSocket): void {
    this.lost();
    // Inactive means that the server itself refused; otherwise socket.io is already trying again.
    if (!socket.active) void this.checkSession(socket);
  }

  private disconnected(reason: string, socket: LiveSocket): void {
    if (reason === 'io client disconnect') return;
    this.lost();
    if (reason === 'io server disconnect') void this.checkSession(socket);
  }

  /** The server refuses or closes a socket when the session is over; in any other case it is worth another try. */
  private async checkSession(socket: LiveSocket): Promise<void> {
    await this.session.ask();
    if (this.session.account() === undefined) leaveForSignIn(this.session, this.router);
    else setTimeout(() => this.socket === socket && socket.connect(), REFUSED_PAUSE_MS);
  }
}
