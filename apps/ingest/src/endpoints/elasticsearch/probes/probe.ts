import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

/** A question of a client of Elasticsearch, as far as an answer depends on it. */
export interface Probe {
  readonly method: string;
  /** As it came, without a slash at its end: a name in it may be encoded because of a slash of its own. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The type the client wants its answer in. */
  readonly accept: string | undefined;
  /** Host and port by which the client reached this front end. */
  readonly address: string;
  /** Whether events can be taken now. */
  readonly canTake: boolean;
  readonly now: Date;
}

const HOST = /^(?:\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i;

/** @param state what the answers tell of this front end. */
export function probeOf(request: IncomingMessage, state: Pick<Probe, 'canTake' | 'now'>): Probe {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  return {
    method: request.method ?? 'GET',
    path: path.replace(/(?<=.)\/$/, ''),
    query: new URLSearchParams(query),
    accept: request.headers.accept,
    address: addressOf(request),
    ...state,
  };
}

/** One part of the path of a probe, decoded. @param at from 1; negative from the end. */
export function segmentOf({ path }: Probe, at: number): string {
  const segment = path.split('/').at(at) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A client that asks for the nodes to send to is told the one it has reached already; any other may be out of its reach. */
function addressOf({ headers, socket }: IncomingMessage): string {
  const found = HOST.exec(headers.host ?? '');
  if (!found) return `${socket.localAddress ?? 'localhost'}:${socket.localPort ?? 80}`;
  const isSecure = headers['x-forwarded-proto'] === 'https' || (socket as Partial<TLSSocket>).encrypted === true;
  return found[1] === undefined ? `${found[0]}:${isSecure ? 443 : 80}` : found[0];
}
