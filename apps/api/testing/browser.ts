import { io, type Socket } from 'socket.io-client';

/** What an answer holds; `body` is the JSON, or the text of anything else. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** As much of a browser as the api can tell apart: a cookie, and where requests come from. */
export class Browser {
  cookie: string | undefined;
  private readonly sockets: Socket[] = [];

  constructor(readonly url: string) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, { headers });
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', path, body === undefined ? { headers } : json(body, headers));
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.send('PATCH', path, json(body, {}));
  }

  put(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('PUT', path, json(body, headers));
  }

  delete(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('DELETE', path, { headers });
  }

  /** A request with everything given by the spec but the cookie and, unless it is given, our own origin. */
  async send(
    method: string,
    path: string,
    init: { headers: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> },
  ): Promise<Answer> {
    const cookie = this.cookie === undefined ? {} : { cookie: this.cookie };
    const headers = { origin: this.url, ...cookie, ...init.headers };
    const response = await fetch(this.url + path, { ...init, method, headers, redirect: 'manual' });
    this.remember(response.headers.getSetCookie());
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? (JSON.parse(text) as unknown) : text };
  }

  /** A socket of this browser's session; connects at once and is closed with {@link closeSockets}. */
  socket(
    headers: Record<string, string> = {},
    transport: 'websocket' | 'polling' = 'websocket',
    auth: Record<string, unknown> = {},
  ): Socket {
    const cookie = this.cookie === undefined ? {} : { cookie: this.cookie };
    const extraHeaders = { origin: this.url, ...cookie, ...headers };
    const options = { path: '/ws', transports: [transport], forceNew: true, reconnection: false, extraHeaders, auth };
    const socket = io(this.url, options);
    this.sockets.push(socket);
    return socket;
  }

  closeSockets(): void {
    for (const socket of this.sockets.splice(0)) socket.close();
  }

  private remember(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = ''] = line.split(';');
      this.cookie = pair.endsWith('=') ? undefined : pair;
    }
  }
}

function json(body: unknown, headers: Record<string, string>) {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}
