import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Answer } from './answer';

/** How much of an unwanted body is read, and for how long, so that a client still busy sending gets to see its answer. */
const LINGER_BYTES = 16 * 1024 ** 2;
const LINGER_MS = 2_000;

/** One HTTP request and its response, as far as taking in events needs them. */
export class HttpExchange {
  private isLast = false;

  constructor(
    readonly request: IncomingMessage,
    private readonly response: ServerResponse,
  ) {}

  /**
   * Writes the answer. When the body was not read to its end the connection is closed after it.
   * @returns whether the answer left: false when the client was gone.
   */
  async answer(answer: Answer): Promise<boolean> {
    const { request, response } = this;
    if (response.destroyed || request.socket.destroyed) return false;
    const isEarly = !request.complete;
    const { body } = answer;
    const connection = isEarly || this.isLast ? { connection: 'close' } : {};
    const end = this.ended();
    const length = Buffer.byteLength(body);
    response.writeHead(answer.status, { ...answer.headers, ...connection, 'content-length': length });
    if (isEarly) {
      response.write(body);
      await this.linger();
      response.end();
    } else {
      response.end(body);
    }
    return end;
  }

  closeAfterAnswer(): void {
    this.isLast = true;
  }

  /** The client learns nothing but that it has to try again. */
  closeWithoutAnswer(): void {
    this.request.socket.destroy();
  }

  private ended(): Promise<boolean> {
    const { response } = this;
    return new Promise((resolve) => {
      response.once('finish', () => resolve(true));
      response.once('close', () => resolve(response.writableFinished));
    });
  }

  /** Closing at once would reset the connection, and the client might lose the answer that is on its way. */
  private linger(): Promise<void> {
    const { request } = this;
    let left = LINGER_BYTES;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LINGER_MS);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      request.on('readable', () => {
        for (let chunk = read(request); chunk !== null; chunk = read(request)) left -= chunk.length;
        if (left < 0) done();
      });
      request.once('end', done).once('close', done).once('error', done);
    });
  }
}

function read(request: IncomingMessage): Buffer | null {
  return request.read() as Buffer | null;
}
