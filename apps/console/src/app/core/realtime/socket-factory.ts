import { InjectionToken } from '@angular/core';
import type { Socket } from 'socket.io-client';

/** As much of a socket.io client as we use. */
export type LiveSocket = Pick<Socket, 'on' | 'off' | 'emit' | 'connect' | 'disconnect' | 'active'>;

/** Makes the socket, which says at every handshake what it is given; its library is loaded only when somebody is signed in. */
export const SOCKET_FACTORY = new InjectionToken<(says: () => object) => Promise<LiveSocket>>('SOCKET_FACTORY', {
  factory: () => async (says) => {
    const { io } = await import('socket.io-client');
    return io({
      path: '/ws',
      autoConnect: false,
      auth: (say) => say(says()),
      // A plain WebSocket needs no sticky sessions; polling is for networks that do not let one through.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
    });
  },
});
