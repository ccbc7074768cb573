import { HttpClient, httpResource } from '@angular/common/http';
import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, computed, inject, Injector, signal, viewChild } from '@angular/core';
import type { Factors, NewAuthenticator as Secret, RecoveryCodes } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { Moment } from '../../../../core/time/moment';
import { Toasts } from '../../../../core/toasts/toasts';
import { CopyButton } from '../../../../shared/copy-button';
import { Failed } from '../../../../shared/failed';
import { keep, problemOf } from '../../../../shared/kept';
import { SkeletonRows } from '../../../../shared/skeleton-rows';
import { Stale } from '../../../../shared/stale';
import { NewAuthenticator } from './new-authenticator';
import { ProvePassword } from './prove-password';

const URL = '/api/session/factors';
const NO_SECRET: Secret = { secret: '', uri: '' };

type Purpose = 'add' | 'codes' | 'remove';
type View =
  | { readonly kind: 'rest' }
  | { readonly kind: 'password'; readonly purpose: Purpose }
  | { readonly kind: 'secret'; readonly secret: Secret }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

/** One's authenticator app, and the codes for when it is lost. */
@Component({
  selector: 'tocsin-own-factors',
  imports: [CopyButton, Failed, Moment, NewAuthenticator, ProvePassword, SkeletonRows, Stale],
  templateUrl: './own-factors.html',
  styles: `
    .pane-body {
      display: grid;
      gap: var(--space-2);
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }

    .codes {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: start;
      gap: var(--space-2);
      max-width: 28rem;
    }
  `,
})
export class OwnFactors {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly injector = inject(Injector);
  private readonly body = viewChild<ElementRef<HTMLElement>>('body');
  private readonly resource = httpResource<Factors>(() => URL);
  private readonly kept = keep(this.resource);
  protected readonly factors = computed(() => this.kept()?.value);
  protected readonly since = computed(() => this.kept()?.since ?? '');
  protected readonly problem = problemOf(this.resource);
  protected readonly view = signal<View>({ kind: 'rest' });

  protected readonly secret = computed(() => {
    const view = this.view();
    return view.kind === 'secret' ? view.secret : NO_SECRET;
  });
  protected readonly codes = computed(() => {
    const view = this.view();
    return view.kind === 'codes' ? view.codes.join('\n') : '';
  });
  protected readonly purpose = computed(() => {
    const view = this.view();
    return this.purposes[view.kind === 'password' ? view.purpose : 'add'];
  });

  private readonly purposes = {
    add: {
      verb: 'Go on',
      why: 'Your password first; then the app.',
      send: async (password: string) => {
        const secret = await firstValueFrom(this.http.post<Secret>(`${URL}/authenticator`, { password }));
        this.show({ kind: 'secret', secret });
      },
    },
    codes: {
      verb: 'Make new codes',
      why: 'The former recovery codes will be good no more.',
      send: async (password: string) => {
        const answer = await firstValueFrom(this.http.post<RecoveryCodes>(`${URL}/recovery-codes`, { password }));
        this.showCodes(answer.recoveryCodes);
      },
    },
    remove: {
      verb: 'Remove the app',
      why: 'Your password alone will let you in then.',
      send: async (password: string) => {
        await firstValueFrom(this.http.post(`${URL}/authenticator/remove`, { password }));
        this.toasts.done('The app is removed; no code is asked for any more.');
        this.rest();
      },
    },
  } as const;

  protected ask(purpose: Purpose): void {
    this.show({ kind: 'password', purpose });
  }

  protected showCodes(codes: readonly string[]): void {
    this.show({ kind: 'codes', codes });
    this.reload();
  }

  protected rest(): void {
    this.show({ kind: 'rest' });
    this.reload();
  }

  protected reload(): void {
    this.resource.reload();
  }

  /** The button that had the focus goes with its view: the focus moves to the first box, or to the part. */
  private show(view: View): void {
    this.view.set(view);
    const focus = () => {
      const body = this.body()?.nativeElement;
      (body?.querySelector<HTMLElement>('input') ?? body)?.focus();
    };
    afterNextRender(focus, { injector: this.injector });
  }
}
