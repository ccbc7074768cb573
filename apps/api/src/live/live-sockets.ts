import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Sessions, type Actor } from '@tocsin/access-control';
import type { FeedName, ServerMessages } from '@tocsin/api-contract';

import { EndedSessions } from '../features/access/ended-sessions';
import { weightOf, type FeedContent, type FeedMessage, type LiveSocket } from './live-socket';
import { OpenConnections } from './open-connections';

/** Sessions are asked after so often that the sockets of an ended one, or of somebody whose rights changed, close within a second. */
const ASK_EVERY_MS = 700;
/** What a client gets to hang up when the api stops. */
const FAREWELL_MS = 1_000;
const MAX_SOCKETS = 2_000;
const MAX_SOCKETS_PER_SESSION = 20;

interface Telling {
  readonly feed: FeedName;
  /** Until when everything of the feed was told, in microseconds since 1970. */
  readonly toldUntil: number;
  /** Accounts that may hear of it; null is everybody. */
  readonly onlyFor?: ReadonlySet<string> | null;
}

/** Every open console of this process. */
@Injectable()
export class LiveSockets implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger(LiveSockets.name);
  private readonly sockets = new Set<LiveSocket>();
  private timer: NodeJS.Timeout | undefined;
  private isAsking = false;

  constructor(
    private readonly sessions: Sessions,
    private readonly ended: EndedSessions,
    private readonly connections: OpenConnections,
  ) {}

  onModuleInit(): void {
    this.ended.listen((sessionId) => this.closeThose((socket) => socket.sessionId === sessionId));
    this.timer = setInterval(() => void this.closeEnded(), ASK_EVERY_MS);
  }

  /** Before the server stops listening: it would wait for every client that does not hang up. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    for (const socket of this.sockets) socket.close();
    await this.connections.end(FAREWELL_MS);
  }

  get isEmpty(): boolean {
    return this.sockets.size === 0;
  }

  /** Whether there is room for one more of this session. */
  hasRoomFor(sessionId: string): boolean {
    const ofSession = [...this.sockets].filter((socket) => socket.sessionId === sessionId).length;
    return this.sockets.size < MAX_SOCKETS && ofSession < MAX_SOCKETS_PER_SESSION;
  }

  /** Keeps it until it is closed. */
  add(socket: LiveSocket): void {
    this.sockets.add(socket);
    socket.onceClosed(() => this.sockets.delete(socket));
  }

  /** Tells of a change in a feed: to every socket whose account may hear of it, each with its own place in the feed. */
  tell<M extends FeedMessage>({ onlyFor = null, ...place }: Telling, message: M, content: FeedContent<M>): void {
    const bytes = weightOf(content);
    for (const socket of this.sockets)
      if (onlyFor === null || onlyFor.has(socket.actor.accountId)) socket.tell({ ...place, bytes }, message, content);
  }

  /** Sends to every socket whose account may read it. */
  send<M extends keyof ServerMessages>(message: M, ...content: Parameters<ServerMessages[M]>): void {
    for (const socket of this.sockets) socket.send(message, ...content);
  }

  /** As {@link send}, with what each account may know of it. */
  sendEach<M extends keyof ServerMessages>(
    message: M,
    contentFor: (actor: Actor) => Parameters<ServerMessages[M]>,
  ): void {
    for (const socket of this.sockets) socket.send(message, ...contentFor(socket.actor));
  }

  private async closeEnded(): Promise<void> {
    if (this.isEmpty || this.isAsking) return;
    this.isAsking = true;
    try {
      const alive = await this.sessions.alive([...new Set([...this.sockets].map((socket) => socket.sessionId))]);
      this.closeThose(({ sessionId, actor }) => alive.get(sessionId) !== actor.rightsVersion);
    } catch (error) {
      // While the database is away nothing is read from it for these sockets either.
      this.log.debug(`Sessions could not be looked at: ${String(error)}`);
    } finally {
      this.isAsking = false;
    }
  }

  private closeThose(isOver: (socket: LiveSocket) => boolean): void {
    for (const socket of this.sockets) if (isOver(socket)) socket.close();
  }
}
