import { HttpClient, httpResource } from '@angular/common/http';
import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, computed, inject, Injector, signal, viewChild } from '@angular/core';
import type { Passkeys } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { Moment } from '../../../../core/time/moment';
import { Toasts } from '../../../../core/toasts/toasts';
import { PasskeyDevice } from '../../../../core/session/passkey-device';
import { Failed } from '../../../../shared/failed';
import { keep, problemOf } from '../../../../shared/kept';
import { SkeletonRows } from '../../../../shared/skeleton-rows';
import { Stale } from '../../../../shared/stale';
import { OutsideText } from '../../../../shared/text/outside-text';
import { browserInWords } from '../browser-words';
import { ProvePassword } from './prove-password';

const URL = '/api/session/factors/passkeys';

type Passkey = Passkeys['items'][number];
type View = { readonly kind: 'rest' | 'add' } | { readonly kind: 'remove'; readonly passkey: Passkey };

/** One's passkeys. */
@Component({
  selector: 'tocsin-own-passkeys',
  imports: [Failed, Moment, OutsideText, ProvePassword, SkeletonRows, Stale],
  templateUrl: './own-passkeys.html',
  styles: `
    .pane-body {
      display: grid;
      gap: var(--space-2);
    }
  `,
})
export class OwnPasskeys {
  private readonly http = inject(HttpClient);
  private readonly device = inject(PasskeyDevice);
  private readonly toasts = inject(Toasts);
  private readonly injector = inject(Injector);
  private readonly body = viewChild<ElementRef<HTMLElement>>('body');
  private readonly resource = httpResource<Passkeys>(() => URL);
  private readonly kept = keep(this.resource);
  protected readonly passkeys = computed(() => this.kept()?.value);
  protected readonly since = computed(() => this.kept()?.since ?? '');
  protected readonly problem = problemOf(this.resource);
  protected readonly view = signal<View>({ kind: 'rest' });

  protected readonly add = async (password: string): Promise<void> => {
    const options = await firstValueFrom(this.http.post<object>(`${URL}/options`, { password }));
    const response = await this.device.make(options);
    const name = browserInWords(navigator.userAgent);
    await firstValueFrom(this.http.post(URL, { name, response }));
    this.toasts.done('The passkey is here; it signs you in from now on.');
    this.rest();
  };

  protected readonly remove = async (password: string): Promise<void> => {
    const view = this.view();
    if (view.kind !== 'remove') return;
    await firstValueFrom(this.http.post(`${URL}/remove`, { id: view.passkey.id, password }));
    this.toasts.done(`The passkey ${view.passkey.name} is removed.`);
    this.rest();
  };

  protected ask(passkey?: Passkey): void {
    this.show(passkey === undefined ? { kind: 'add' } : { kind: 'remove', passkey });
  }

  protected rest(): void {
    this.show({ kind: 'rest' });
    this.reload();
  }

  protected reload(): void {
    this.resource.reload();
  }

  /** The button that had the focus goes with its view. */
  private show(view: View): void {
    this.view.set(view);
    const focus = () => {
      const body = this.body()?.nativeElement;
      (body?.querySelector<HTMLElement>('input') ?? body)?.focus();
    };
    afterNextRender(focus, { injector: this.injector });
  }
}
