import type { LiveSocket } from '../app/core/realtime/socket-factory';

type Listener = (...args: unknown[]) => void;

/** A socket whose server is the test. */
export class FakeSocket {
  active = true;
  connects = 0;
  /** What the console sent. */
  readonly sent: (readonly unknown[])[] = [];
  private readonly listeners = new Map<string, readonly Listener[]>();

  on(name: string, listener: Listener): this {
    this.listeners.set(name, [...this.listenersOf(name), listener]);
    return this;
  }

  off(name: string, listener: Listener): this {
    this.listeners.set(
      name,
      this.listenersOf(name).filter((known) => known !== listener),
    );
    return this;
  }

  /** Whoever listens for messages of that name. */
  listenersOf(name: string): readonly Listener[] {
    return this.listeners.get(name) ?? [];
  }

  connect(): this {
    this.connects += 1;
    return this;
  }

  disconnect(): this {
    this.emit('disconnect', 'io client disconnect');
    return this;
  }

  /** What the server sends, or what happens to the connection. */
  emit(name: string, ...args: unknown[]): void {
    for (const listener of this.listenersOf(name)) listener(...args);
  }

  asSocket(): LiveSocket {
    const { sent } = this;
    const emit = (...message: unknown[]) => sent.push(message);
    // The part of socket.io's class that we use, without its generic event maps. To emit is to send, on this side.
    return new Proxy(this, {
      get: (socket, key) => (key === 'emit' ? emit : (Reflect.get(socket, key, socket) as unknown)),
    }) as unknown as LiveSocket;
  }
}
