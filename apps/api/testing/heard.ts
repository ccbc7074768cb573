import { serverMessageSchemas, type ServerMessages } from '@tocsin/api-contract';
import { eventually } from '@tocsin/testing';
import type { Socket } from 'socket.io-client';

/** Everything a socket was sent, checked against the contract, with the time of its arrival. */
export class Heard {
  readonly messages: { name: keyof ServerMessages; content: unknown; at: number }[] = [];
  end: string | undefined;

  constructor(readonly socket: Socket) {
    socket.onAny((name: keyof ServerMessages, content: unknown) => {
      serverMessageSchemas[name].parse(content);
      this.messages.push({ name, content, at: performance.now() });
    });
    socket.on('disconnect', (reason) => (this.end = reason));
    socket.on('connect_error', (error) => (this.end = error.message));
  }

  all(name: keyof ServerMessages): Record<string, unknown>[] {
    return this.messages
      .filter((message) => message.name === name)
      .map(({ content }) => content as Record<string, unknown>);
  }

  /** Waits for a message of this name that the check accepts. */
  until(
    name: keyof ServerMessages,
    check: (content: Record<string, unknown>) => boolean = () => true,
  ): Promise<Record<string, unknown>> {
    const find = () => {
      const found = this.all(name).find(check);
      if (found === undefined && this.end !== undefined) throw new Error(`the socket was closed: ${this.end}`);
      return found;
    };
    return eventually(find, { describe: `a message ${name}`, intervalMs: 5 });
  }

  /** Waits until the server has closed or refused the socket; answers with its words. */
  untilClosed(): Promise<string> {
    return eventually(() => this.end, { intervalMs: 5 });
  }
}
