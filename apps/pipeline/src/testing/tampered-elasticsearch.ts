import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const NO_ROOM = {
  status: 429,
  error: { type: 'es_rejected_execution_exception', reason: 'rejected execution of coordinating operation' },
};
const NOT_PASSED_ON = ['host', 'connection', 'content-length', 'transfer-encoding'];

/** A real Elasticsearch behind a door at which some documents find no room the first time, and some requests get no answer. */
export class TamperedElasticsearch {
  /** How often each document that was asked about was sent, by what it was asked by. */
  readonly sent = new Map<string, number>();
  private readonly withoutRoom = new Set<string>();
  private readonly unanswered = new Set<string>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('request', (request, response) => void this.pass(request, response).catch(() => response.destroy()));
  }

  static async before(engineUrl: string): Promise<TamperedElasticsearch> {
    const door = new TamperedElasticsearch(createServer(), new URL(engineUrl));
    door.server.listen(0, '127.0.0.1');
    await once(door.server, 'listening');
    return door;
  }

  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /** Counts how often documents with that text are sent. */
  watch(text: string): void {
    this.sent.set(text, 0);
  }

  /** The document with that text is answered 429 the first time, and is not passed on then. */
  refuseOnce(text: string): void {
    this.withoutRoom.add(text);
  }

  /** The next bulk with that text is carried out, and nobody is told. */
  leaveUnanswered(text: string): void {
    this.unanswered.add(text);
  }

  /** Whether a bulk was carried out without an answer. */
  get isSilent(): boolean {
    return this.unanswered.size === 0;
  }

  async remove(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    if (request.url?.startsWith('/_bulk') !== true) return this.answer(response, await this.ask(request, body));
    const lines = body.toString().split('\n').slice(0, -1);
    const items = lines.flatMap((action, at) => (at % 2 === 0 ? [{ action, document: lines[at + 1] ?? '' }] : []));
    for (const text of this.sent.keys())
      this.sent.set(text, (this.sent.get(text) ?? 0) + items.filter(({ document }) => document.includes(text)).length);
    const isRefused = items.map(({ document }) => take(this.withoutRoom, document));
    const isSilent = items.some(({ document }) => take(this.unanswered, document));
    const kept = items.filter((_, at) => isRefused[at] !== true);
    const answered = await this.ask(
      request,
      Buffer.from(kept.map((item) => `${item.action}\n${item.document}\n`).join('')),
    );
    if (isSilent) return;
    if (!isRefused.includes(true)) return this.answer(response, answered);
    const { items: decided } = (await answered.json()) as { items: object[] };
    const all = isRefused.map((refused) => (refused ? { create: NO_ROOM } : decided.shift()));
    response.writeHead(200, headersOf(answered)).end(JSON.stringify({ items: all }));
  }

  private ask(request: IncomingMessage, body: Buffer): Promise<Response> {
    return fetch(new URL(request.url ?? '/', this.target.origin), {
      method: request.method ?? 'GET',
      headers: passedOn(request.headers),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
  }

  private async answer(response: ServerResponse, answered: Response): Promise<void> {
    response.writeHead(answered.status, headersOf(answered)).end(Buffer.from(await answered.arrayBuffer()));
  }
}

/** Whether one of the texts is in the document; that one is used up. */
function take(texts: Set<string>, document: string): boolean {
  const found = [...texts].find((text) => document.includes(text));
  return found !== undefined && texts.delete(found);
}

function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

/** Without those of the connection, and of an encoding that is undone already. */
function headersOf(answered: Response): Record<string, string> {
  const kept = ['content-type', 'x-elastic-product'].map((name) => [name, answered.headers.get(name) ?? '']);
  return Object.fromEntries(kept) as Record<string, string>;
}
