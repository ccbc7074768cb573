import type { Actor } from '@tocsin/access-control';
import type { ClientMessages, ServerMessages } from '@tocsin/api-contract';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';

import { CLIENT_PERMISSIONS, MESSAGE_PERMISSIONS } from './message-permissions';

/** Whoever was let in. */
interface SocketData {
  actor?: Actor;
}
export type LiveServer = Server<ClientMessages, ServerMessages, DefaultEventsMap, SocketData>;
export type RawSocket = Socket<ClientMessages, ServerMessages, DefaultEventsMap, SocketData>;

/** Messages a slow client may be behind; it is then cut off, reconnects and loads what it missed. */
const MAX_BEHIND = 256;
/** Packets a client may send in ten seconds, heartbeats included; somebody who writes sends four a second. */
const MAX_PACKETS = 150;
const PACKET_WINDOW_MS = 10_000;

/** One open console: sends only what its account may read, and is cut off when it floods or falls behind. */
export class LiveSocket {
  private behind = 0;
  private packets = 0;
  private windowEndsAt = 0;

  constructor(
    private readonly socket: RawSocket,
    readonly actor: Actor,
  ) {
    socket.conn.on('drain', () => (this.behind = 0));
    socket.conn.on('packet', () => this.countPacket());
  }

  get sessionId(): string {
    return this.actor.sessionId;
  }

  send<M extends keyof ServerMessages>(message: M, ...content: Parameters<ServerMessages[M]>): void {
    if (!this.may(message)) return;
    this.behind += 1;
    if (this.behind > MAX_BEHIND) this.cut();
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
