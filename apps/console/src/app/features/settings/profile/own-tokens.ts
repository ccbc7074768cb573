import { HttpClient, httpResource } from '@angular/common/http';
import type { ElementRef } from '@angular/core';
import { Component, computed, inject, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { NewPersonalToken, PersonalToken, PersonalTokens } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../../core/api/problem';
import { SessionStore } from '../../../core/session/session-store';
import { Moment } from '../../../core/time/moment';
import { Toasts } from '../../../core/toasts/toasts';
import { CopyButton } from '../../../shared/copy-button';
import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { OutsideText } from '../../../shared/text/outside-text';

const LENGTHS = [7, 30, 90, 365];

/** Tokens for scripts, with what each may do. */
@Component({
  selector: 'tocsin-own-tokens',
  imports: [CopyButton, Failed, MatIcon, Moment, OutsideText, SkeletonRows, Stale],
  templateUrl: './own-tokens.html',
  styleUrl: './own-tokens.scss',
})
export class OwnTokens {
  private readonly http = inject(HttpClient);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly list = httpResource<PersonalTokens>(() => '/api/tokens');
  private readonly kept = keep(this.list);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  protected readonly tokens = computed(() => this.kept()?.value.tokens);
  protected readonly since = computed(() => this.kept()?.since ?? '');
  protected readonly problem = problemOf(this.list);
  protected readonly mine = computed(() => this.session.account()?.permissions ?? []);
  protected readonly lengths = LENGTHS;
  protected readonly isMaking = signal(false);
  protected readonly made = signal<NewPersonalToken | undefined>(undefined);
  protected readonly trouble = signal('');

  reload(): void {
    this.list.reload();
  }

  protected async make(form: HTMLFormElement): Promise<void> {
    const given = new FormData(form);
    const permissions = given.getAll('permission');
    const typed = given.get('name');
    const name = typeof typed === 'string' ? typed.trim() : '';
    if (name === '' || permissions.length === 0) {
      this.trouble.set('Give it a name, and choose at least one thing it may do.');
      return;
    }
    this.trouble.set('');
    try {
      const wish = { name, permissions, days: Number(given.get('days')) };
      this.made.set(await firstValueFrom(this.http.post<NewPersonalToken>('/api/tokens', wish)));
      this.isMaking.set(false);
      this.focusHeading();
      this.reload();
    } catch (error) {
      this.trouble.set(toProblem(error).detail);
    }
  }

  protected async revoke({ id, name }: PersonalToken): Promise<void> {
    try {
      await firstValueFrom(this.http.delete(`/api/tokens/${id}`));
      if (this.made()?.id === id) this.made.set(undefined);
      // The button that had the focus goes with its row.
      this.focusHeading();
      this.toasts.done(`The token ${name} is revoked.`);
    } catch (error) {
      this.toasts.failed(`The token was not revoked. ${toProblem(error).detail}`);
    } finally {
      this.reload();
    }
  }

  private focusHeading(): void {
    this.heading().nativeElement.focus();
  }
}
