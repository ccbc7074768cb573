import { HttpClient } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import type { CodeNeeded, Session, SignedOut, SignInAnswer } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../api/problem';
import { PasskeyDevice } from './passkey-device';

type SessionState =
  | { readonly kind: 'unknown' | 'signed-out' }
  | { readonly kind: 'signed-in'; readonly session: Session }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Who is signed in. The cookie is the server's; this is only what it said about it. */
@Service()
export class SessionStore {
  private readonly http = inject(HttpClient);
  private readonly device = inject(PasskeyDevice);
  private readonly state = signal<SessionState>({ kind: 'unknown' });
  private asking: Promise<void> | undefined;

  readonly account = computed(() => {
    const state = this.state();
    return state.kind === 'signed-in' ? state.session.account : undefined;
  });
  /** True until the first answer. */
  readonly isUnknown = computed(() => this.state().kind === 'unknown');
  /** Why it is not known who is signed in; nothing can be shown then. */
  readonly problem = computed(() => {
    const state = this.state();
    return state.kind === 'failed' ? state.problem : undefined;
  });

  /** Asks the server once; later calls answer from memory. */
  async isSignedIn(): Promise<boolean> {
    if (this.state().kind === 'unknown' || this.state().kind === 'failed') await this.ask();
    return this.account() !== undefined;
  }

  /** Asks again, for when something says the session may have ended. */
  ask(): Promise<void> {
    this.asking ??= this.load().finally(() => (this.asking = undefined));
    return this.asking;
  }

  /** @returns the next step, if the password is not enough. @throws what HttpClient throws; nothing is changed then. */
  async signIn(credentials: Credentials): Promise<CodeNeeded | undefined> {
    const answer = await firstValueFrom(this.http.post<SignInAnswer>('/api/session', credentials));
    if ('step' in answer) return answer;
    this.accept(answer);
    return undefined;
  }

  /** @throws what HttpClient throws; nothing is changed then. */
  async enterCode(ticket: string, code: string): Promise<void> {
    this.accept(await firstValueFrom(this.http.post<Session>('/api/session/code', { ticket, code })));
  }

  /** By a passkey, which the browser asks for. @throws what HttpClient throws, or an error with words for people. */
  async usePasskey(): Promise<void> {
    const options = await firstValueFrom(this.http.post<object>('/api/session/passkey/options', null));
    const response = await this.device.use(options);
    this.accept(await firstValueFrom(this.http.post<Session>('/api/session/passkey', { response })));
  }

  /** @returns the page of the provider that ends the session there, if it has one. @throws what HttpClient throws; the session goes on then. */
  async signOut(): Promise<string | null> {
    const { leadsTo } = await firstValueFrom(this.http.delete<SignedOut>('/api/session'));
    this.end();
    return leadsTo;
  }

  /** Takes a session that another answer brought, such as that of an accepted invitation. */
  accept(session: Session): void {
    this.state.set({ kind: 'signed-in', session });
  }

  end(): void {
    this.state.set({ kind: 'signed-out' });
  }

  may(permission: string): boolean {
    return this.account()?.permissions.includes(permission) ?? false;
  }

  private async load(): Promise<void> {
    try {
      this.accept(await firstValueFrom(this.http.get<Session>('/api/session')));
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status === 401) this.end();
      else if (this.account() === undefined) this.state.set({ kind: 'failed', problem });
    }
  }
}
