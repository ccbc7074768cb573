import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { FrontDoor } from './front-door';

/** What becomes of one request on its way: it passes, it is refused, or it arrives and its answer is lost. */
export type Fate = 'passes' | 'answer lost' | { readonly status: number; readonly headers?: Record<string, string> };

/** A way to the front door on which each request has the fate that was said for it; later ones pass. */
export class Weather {
  /** When each request arrived, in milliseconds. */
  readonly arrivals: number[] = [];
  private readonly server = createServer((request, response) => void this.meet(request, response));

  private constructor(
    private readonly door: FrontDoor,
    private readonly fates: readonly Fate[],
  ) {}

  static async before(door: FrontDoor, fates: readonly Fate[] = []): Promise<Weather> {
    const weather = new Weather(door, fates);
    weather.server.listen(0, '127.0.0.1');
    await once(weather.server, 'listening');
    return weather;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async end(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fate = this.fates[this.arrivals.length] ?? 'passes';
    this.arrivals.push(performance.now());
    const body = Buffer.concat((await request.toArray()) as Buffer[]);
    if (typeof fate === 'object') {
      response.writeHead(fate.status, fate.headers ?? {}).end('not now');
      return;
    }
    const answer = await this.handOn(request, body);
    if (fate === 'answer lost') request.socket.destroy();
    else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  }

  private handOn({ url = '/', method = 'POST', headers }: IncomingMessage, body: Buffer): Promise<Response> {
    const names = ['authorization', 'content-type', 'content-encoding', 'idempotency-key'] as const;
    const given = names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]] as const] : []));
    return fetch(`${this.door.url}${url}`, { method, headers: Object.fromEntries(given), body });
  }
}
