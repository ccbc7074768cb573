import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import type { EnvironmentProviders, Provider } from '@angular/core';
import { DeferBlockBehavior, TestBed } from '@angular/core/testing';
import { MatIconTestingModule } from '@angular/material/icon/testing';
import { provideRouter, withComponentInputBinding, type Routes } from '@angular/router';
import type { Session } from '@tocsin/api-contract';

import { SOCKET_FACTORY } from '../app/core/realtime/socket-factory';
import { sessionEnded } from '../app/core/session/session-ended';
import { SessionStore } from '../app/core/session/session-store';
import { FakeSocket } from './fake-socket';
import { aSession } from './fixtures';

interface BedOptions {
  readonly routes?: Routes;
  /** Who is signed in; `null` for nobody. */
  readonly session?: Session | null;
  readonly providers?: (Provider | EnvironmentProviders)[];
}

/** The console with the server replaced by the test: HTTP by {@link HttpTestingController}, the socket by a {@link FakeSocket}. */
export function consoleBed({ routes = [], session = aSession(), providers = [] }: BedOptions = {}) {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    // What is loaded later has specs of its own.
    deferBlockBehavior: DeferBlockBehavior.Manual,
    imports: [MatIconTestingModule],
    providers: [
      provideHttpClient(withInterceptors([sessionEnded])),
      provideHttpClientTesting(),
      provideRouter(routes, withComponentInputBinding()),
      { provide: SOCKET_FACTORY, useValue: () => Promise.resolve(socket.asSocket()) },
      ...providers,
    ],
  });
  if (session !== null) TestBed.inject(SessionStore).accept(session);
  return { http: TestBed.inject(HttpTestingController), socket };
}

/** Lets effects, answers and rendering happen; a request that waits for its answer does not hold it up. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    TestBed.tick();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Lets effects and promises run while timers stand still; for tests with fake timers. */
export async function flushEffects(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    TestBed.tick();
    await Promise.resolve();
  }
}
