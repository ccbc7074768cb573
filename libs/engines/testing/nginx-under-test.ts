import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { request as requestTls, type RequestOptions } from 'node:https';
import { join } from 'node:path';

import {
  allocatePorts,
  ensurePrivateCa,
  privateNginx,
  renderNginxConf,
  type PrivateCa,
  type PrivateEngine,
} from '../src';
import { closedPlace, type ClosedPlace } from './closed-place';

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What is sent, over TLS when `tls` is given. */
export interface Question extends Pick<RequestOptions, 'method' | 'path' | 'headers' | 'agent'> {
  readonly body?: string | Buffer;
  readonly tls?: { readonly cert?: Buffer; readonly key?: Buffer };
}

/** How this nginx differs from the one that ships. */
export interface Differences {
  /** Words of the configuration and what stands in their place, for limits and times too long for a test. */
  readonly changes?: Readonly<Record<string, string>>;
  readonly withoutClientCa?: boolean;
}

const PORTS = 5;

/** The real nginx with our configuration, and stand-ins for what is behind it. */
export class NginxUnderTest {
  readonly place: ClosedPlace = closedPlace('nginx');
  readonly ports = portsByName();
  private readonly servers: Server[] = [];

  private constructor() {}

  engine!: PrivateEngine;
  pki!: PrivateCa;

  static async start({ changes = {}, withoutClientCa = false }: Differences = {}): Promise<NginxUnderTest> {
    const made = new NginxUnderTest();
    const { place, ports } = made;
    made.pki = await ensurePrivateCa(join(place.folder, 'pki'), ['localhost', '127.0.0.1']);
    const { caFile, ...pki } = made.pki;
    const conf = renderNginxConf({
      httpPort: ports.http,
      httpsPort: ports.https,
      ingest: [`127.0.0.1:${ports.ingest}`, `127.0.0.1:${ports.otherIngest}`],
      api: [`127.0.0.1:${ports.api}`],
      pki: withoutClientCa ? pki : { ...pki, clientCaFile: caFile },
    });
    made.engine = privateNginx({ ...place, conf: changed(conf, changes), port: ports.http });
    await made.engine.start();
    return made;
  }

  /** A server behind nginx until {@link clear}. */
  async serve(port: number, listener: RequestListener): Promise<Server> {
    const server = createServer(listener).listen(port, '127.0.0.1');
    await once(server, 'listening');
    this.servers.push(server);
    return server;
  }

  /** Ends all that was served. */
  async clear(): Promise<void> {
    await Promise.all(
      this.servers.splice(0).map(async (server) => {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }),
    );
  }

  async stop(): Promise<void> {
    await this.clear();
    await this.engine.stop();
  }

  get ca(): Buffer {
    return readFileSync(this.pki.caFile);
  }

  /** @throws {Error} ECONNRESET ("socket hang up") when the connection is closed without an answer. */
  ask({ body, tls, ...question }: Question): Promise<Answer> {
    const options = { host: 'localhost', family: 4, agent: false, ...question } as const;
    return new Promise((resolve, reject) => {
      const sent = tls
        ? requestTls({ ...options, port: this.ports.https, servername: 'localhost', ca: this.ca, ...tls })
        : request({ ...options, port: this.ports.http });
      sent.on('error', reject);
      sent.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
      });
      sent.end(body);
    });
  }

  /** Everything nginx has written of itself and of requests. */
  get logs(): { readonly access: string; readonly error: string } {
    const access = readFileSync(join(this.place.runDir, 'access.log'), 'utf8');
    return { access, error: readFileSync(this.engine.logFile, 'utf8') };
  }
}

/** Answers with its name, the address it was asked for, and the headers that are believed behind nginx. */
export function sayName(name: string): RequestListener {
  return ({ method, url, headers }, response) => {
    response.setHeader('x-seen', JSON.stringify(headers));
    response.end(`${name} ${method} ${url}`);
  };
}

/** The headers a stand-in of {@link sayName} saw. */
export function seenBy({ headers }: Answer): IncomingHttpHeaders {
  return JSON.parse(String(headers['x-seen'])) as IncomingHttpHeaders;
}

function portsByName(): Record<'http' | 'https' | 'ingest' | 'otherIngest' | 'api', number> {
  const [http = 0, https = 0, ingest = 0, otherIngest = 0, api = 0] = allocatePorts(PORTS);
  return { http, https, ingest, otherIngest, api };
}

function changed(conf: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((text, [words, others]) => {
    if (!text.includes(words)) throw new Error(`the configuration has no "${words}"`);
    return text.replaceAll(words, others);
  }, conf);
}
