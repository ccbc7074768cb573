import type { Actor } from '@tocsin/access-control';
import type { ClientMessages, FeedName, ServerMessages } from '@tocsin/api-contract';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';

import { CLIENT_PERMISSIONS, MESSAGE_PERMISSIONS } from './message-permissions';

/** Whoever was let in. */
interface SocketData {
  actor?: Actor;
}
export type LiveServer = Server<ClientMessages, ServerMessages, DefaultEventsMap, SocketData>;
export type RawSocket = Socket<ClientMessages, ServerMessages, DefaultEventsMap, SocketData>;

/** Messages of feeds. */
export type FeedMessage = 'alert.changed' | 'incident.changed' | 'feed.reload';
export type FeedContent<M extends FeedMessage> = Omit<Parameters<ServerMessages[M]>[0], 'seq' | 'after'>;

/** Which feed a message is of, how far that is told, and how heavy the message is. */
interface FeedPart {
  readonly feed: FeedName;
  readonly toldUntil: number;
  readonly bytes?: number;
}

/** Messages and bytes a slow client may be behind; it is then cut off, comes again and is told what it missed. */
const MAX_BEHIND = 256;
const MAX_BYTES_BEHIND = 8 * 1024 ** 2;
/** Packets a client may send in ten seconds, heartbeats included; somebody who writes sends four a second. */
const MAX_PACKETS = 150;
const PACKET_WINDOW_MS = 10_000;

/** One open console: sends only what its account may read, and is cut off when it floods or falls behind. */
export class LiveSocket {
  private behind = 0;
  private bytesBehind = 0;
  private readonly places: Record<FeedName, number> = { alerts: 0, incidents: 0 };
  private packets = 0;
  private windowEndsAt = 0;

  constructor(
    private readonly socket: RawSocket,
    readonly actor: Actor,
  ) {
    socket.conn.on('drain', () => (this.behind = this.bytesBehind = 0));
    socket.conn.on('packet', () => this.countPacket());
  }

  get sessionId(): string {
    return this.actor.sessionId;
  }

  /** What the client said at the handshake. */
  get said(): Readonly<Record<string, unknown>> {
    return this.socket.handshake.auth;
  }

  send<M extends keyof ServerMessages>(message: M, ...content: Parameters<ServerMessages[M]>): void {
    this.put(weightOf(content[0]), message, ...content);
  }

  /** Sends a message of a feed with its place there. */
  tell<M extends FeedMessage>({ feed, toldUntil, bytes }: FeedPart, message: M, content: FeedContent<M>): void {
    if (!this.may(message)) return;
    const after = this.places[feed];
    const placed = [{ ...content, seq: this.step(feed, toldUntil), after }] as unknown;
    this.put(bytes ?? weightOf(content), message, ...(placed as Parameters<ServerMessages[M]>));
  }

  /**
   * The next place in a feed, for this client alone, so that it tells nothing of what others are told: until when everything of
   * the feed was told, and what was told since. Whoever knows it can be told what changed after it, by any api.
   */
  step(feed: FeedName, toldUntil: number): number {
    this.places[feed] = Math.max(this.places[feed] + 1, toldUntil);
    return this.places[feed];
  }

  private put<M extends keyof ServerMessages>(bytes: number, message: M, ...content: Parameters<ServerMessages[M]>) {
    if (!this.may(message)) return;
    this.behind += 1;
    this.bytesBehind += bytes;
    if (this.behind > MAX_BEHIND || this.bytesBehind > MAX_BYTES_BEHIND) this.cut();
    else this.socket.emit(message, ...content);
  }

  /** Hears a message of the client. What its account may not send is passed over. */
  hear<M extends keyof ClientMessages>(message: M, handler: (...content: unknown[]) => void): void {
    this.socket.onAny((name: string, ...content: unknown[]) => {
      if (name === message && this.actor.permissions.includes(CLIENT_PERMISSIONS[message])) handler(...content);
    });
  }

  onceClosed(listener: () => void): void {
    this.socket.conn.once('close', listener);
  }

  /** Tells the client and waits for it to hang up. */
  close(): void {
    this.socket.disconnect(true);
  }

  /** Hangs up: a client that does not read would not read a farewell either, and keep the connection for half a minute. */
  cut(): void {
    this.close();
    // The transport has no public way to end without a farewell.
    const transport = this.socket.conn.transport as unknown as { socket?: { terminate?: () => void } };
    transport.socket?.terminate?.();
  }

  private may(message: keyof ServerMessages): boolean {
    const permission = MESSAGE_PERMISSIONS[message];
    return permission === 'session' || this.actor.permissions.includes(permission);
  }

  private countPacket(): void {
    const now = performance.now();
    if (now >= this.windowEndsAt) {
      this.packets = 0;
      this.windowEndsAt = now + PACKET_WINDOW_MS;
    }
    this.packets += 1;
    if (this.packets > MAX_PACKETS) this.cut();
  }
}

/** About how many bytes a message takes. */
export function weightOf(content: unknown): number {
  if (typeof content === 'object' && content !== null && 'update' in content && content.update instanceof Uint8Array)
    return content.update.byteLength;
  return content === undefined ? 0 : JSON.stringify(content).length;
}
