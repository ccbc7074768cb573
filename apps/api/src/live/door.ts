import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';
import { Sessions } from '@tocsin/access-control';

import { OriginCheck } from '../http/origin-check';
import { sessionToken } from '../http/session-cookie';
import type { RawSocket } from './live-socket';
import { LiveSockets } from './live-sockets';

/** Why a socket does not come in, in one word for the client. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Decides which sockets come in: those of signed-in people on our own pages, as long as there is room. */
@Injectable()
export class Door {
  constructor(
    private readonly sessions: Sessions,
    private readonly origins: OriginCheck,
    private readonly sockets: LiveSockets,
  ) {}

  /** At the handshake, before anything is kept: pages of other sites and requests without a session go no further. */
  mayKnock(request: IncomingMessage): boolean {
    return this.origins.isOwn(request) && sessionToken(request) !== undefined;
  }

  /**
   * Notes on the socket who it belongs to.
   * @throws {Refused} whose message the client gets: an ended session is told so, which the handshake could not.
   */
  async admit(socket: RawSocket): Promise<void> {
    const token = sessionToken(socket.request);
    const actor = token === undefined ? undefined : await this.sessions.find(token);
    if (actor === undefined) throw new Refused('session.required');
    if (!this.sockets.hasRoomFor(actor.sessionId)) throw new Refused('socket.too_many');
    socket.data.actor = actor;
  }
}
