import { request, type IncomingHttpHeaders } from 'node:http';

import { KEY, type FrontDoor } from './front-door';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Question {
  readonly method?: string;
  readonly body?: string | Buffer;
  /** Sent in place of the key of {@link OneShipper}; no other header is added, as with rsyslog. */
  readonly headers?: Record<string, string>;
}

/** One plain request on a connection of its own. Rejects when the connection is closed without an answer. */
export function ask(door: Pick<FrontDoor, 'url'>, path: string, question: Question = {}): Promise<Reply> {
  const { method = 'POST', body = '', headers = KEY } = question;
  return new Promise((resolve, reject) => {
    const outgoing = request(`${door.url}${path}`, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The body of a reply, read as JSON. */
export function json<T>(reply: Reply): T {
  return JSON.parse(reply.text) as T;
}
