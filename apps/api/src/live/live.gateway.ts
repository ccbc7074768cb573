import { WebSocketGateway, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import { SOCKET_PATH } from '@tocsin/api-contract';

import { Door, Refused } from './door';
import { Greeting } from './greeting';
import { LiveSocket, type LiveServer, type RawSocket } from './live-socket';
import { LiveSockets } from './live-sockets';
import { AskedFeeds } from './asked-feeds';

/** A change of a text, and what is around it. */
const MAX_MESSAGE_BYTES = 300 * 1024;
/** Who was let in to the transport has this long to say what for. */
const CONNECT_LIMIT_MS = 5_000;

/** The socket of the console: lets people in, greets them, and hands them to the feeds. */
@WebSocketGateway({
  path: SOCKET_PATH,
  serveClient: false,
  maxHttpBufferSize: MAX_MESSAGE_BYTES,
  connectTimeout: CONNECT_LIMIT_MS,
  pingInterval: 10_000,
  pingTimeout: 10_000,
})
export class LiveGateway implements OnGatewayInit<LiveServer>, OnGatewayConnection<RawSocket> {
  constructor(
    private readonly door: Door,
    private readonly sockets: LiveSockets,
    private readonly greeting: Greeting,
    private readonly feeds: AskedFeeds,
  ) {}

  afterInit(server: LiveServer): void {
    server.engine.opts.allowRequest = (request, answer) => answer(null, this.door.mayKnock(request));
    server.use((socket, next) => {
      this.door.admit(socket).then(
        () => next(),
        (error: unknown) => next(error instanceof Refused ? error : new Refused('socket.unavailable')),
      );
    });
  }

  async handleConnection(socket: RawSocket): Promise<void> {
    const { actor } = socket.data;
    if (actor === undefined) throw new Error('A socket came past the door.');
    const live = new LiveSocket(socket, actor);
    this.sockets.add(live);
    this.feeds.attach(live);
    await this.greeting.greet(live);
  }
}
