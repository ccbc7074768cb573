import { HttpClient, httpResource } from '@angular/common/http';
import type { ElementRef } from '@angular/core';
import { Component, computed, inject, signal, viewChild } from '@angular/core';
import type { OwnSessions as Sessions } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../../core/api/problem';
import { Moment } from '../../../core/time/moment';
import { Toasts } from '../../../core/toasts/toasts';
import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { OutsideText } from '../../../shared/text/outside-text';
import { browserInWords } from './browser-words';

type OwnSession = Sessions['items'][number];

/** Where one is signed in; each of the others can be ended. */
@Component({
  selector: 'tocsin-own-sessions',
  imports: [Failed, Moment, OutsideText, SkeletonRows, Stale],
  template: `
    <div class="pane-head"><h2>Where you are signed in</h2></div>
    @if (sessions(); as all) {
      @if (problem(); as failure) {
        <tocsin-stale [since]="since()" [problem]="failure" (retry)="reload()" />
      }
      <table #table class="data" tabindex="-1" aria-label="Sessions">
        <thead>
          <tr>
            <th scope="col">Browser</th>
            <th scope="col">Address</th>
            <th scope="col">Since</th>
            <th scope="col">Last here</th>
            <th scope="col"><span class="visually-hidden">End</span></th>
          </tr>
        </thead>
        <tbody>
          @for (session of all; track session.id) {
            <tr>
              <td [title]="session.userAgent"><tocsin-text [value]="words(session.userAgent)" /></td>
              <td class="mono">{{ session.address }}</td>
              <td class="secondary"><tocsin-moment [at]="session.startedAt" /></td>
              <td class="secondary"><tocsin-moment [at]="session.lastSeenAt" /></td>
              <td>
                @if (session.isCurrent) {
                  <span class="muted">this one</span>
                } @else {
                  <button
                    class="button"
                    type="button"
                    [attr.aria-label]="'End the session of ' + words(session.userAgent) + ' at ' + session.address"
                    [attr.aria-disabled]="busy() !== undefined"
                    (click)="end(session)"
                  >
                    End
                  </button>
                }
              </td>
            </tr>
          }
        </tbody>
      </table>
    } @else if (problem(); as failure) {
      <tocsin-failed what="Your sessions could not be loaded" [problem]="failure" (retry)="reload()" />
    } @else {
      <tocsin-skeleton-rows [rows]="2" />
    }
  `,
})
export class OwnSessions {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly list = httpResource<Sessions>(() => '/api/session/list');
  private readonly kept = keep(this.list);
  private readonly table = viewChild<ElementRef<HTMLElement>>('table');
  protected readonly sessions = computed(() => this.kept()?.value.items);
  protected readonly since = computed(() => this.kept()?.since ?? '');
  protected readonly problem = problemOf(this.list);
  /** Session that is being ended. */
  protected readonly busy = signal<string | undefined>(undefined);
  protected readonly words = browserInWords;

  reload(): void {
    this.list.reload();
  }

  protected async end({ id, userAgent, address }: OwnSession): Promise<void> {
    if (this.busy() !== undefined) return;
    this.busy.set(id);
    try {
      await firstValueFrom(this.http.delete(`/api/session/list/${id}`));
      // The button that had the focus goes with its row.
      this.table()?.nativeElement.focus();
      this.toasts.done(`${browserInWords(userAgent)} at ${address} is signed out.`);
    } catch (error) {
      this.toasts.failed(`The session was not ended. ${toProblem(error).detail}`);
    } finally {
      this.busy.set(undefined);
      this.reload();
    }
  }
}
