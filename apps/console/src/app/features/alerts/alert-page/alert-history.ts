import { HttpClient } from '@angular/common/http';
import { Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import type { Alert, AlertHistoryEntry, AlertHistoryPage } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../../core/api/problem';
import { Avatar } from '../../../core/people/avatar';
import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { OutsideText } from '../../../shared/text/outside-text';
import { deedInWords } from './deed-words';

const DETECTOR_WORDS = {
  scheduled: 'by a rule on schedule',
  stream: 'by a rule on the stream',
  system: 'by Tocsin, about itself',
};

/** What was done to the alert, oldest first, with comments; what is done meanwhile is added as it happens. */
@Component({
  selector: 'tocsin-alert-history',
  imports: [Avatar, Failed, Moment, OutsideText],
  template: `
    <ol>
      <li>
        <tocsin-moment [at]="alert().createdAt" />
        <span>
          <b>Alert raised</b>
          {{ detectorWords[alert().detector] ?? '' }}
        </span>
      </li>
      @for (entry of entries(); track entry.id) {
        <li>
          <tocsin-moment [at]="entry.at" />
          <span>
            @if (entry.by; as person) {
              <tocsin-avatar [person]="person" />
            }
            <b>{{ entry.by?.displayName ?? 'Tocsin' }}</b> {{ wordsOf(entry) }}
            @if (entry.detail.until; as until) {
              <tocsin-moment [at]="until" />
            }
            @if (entry.detail.text; as text) {
              <span class="comment wrap"><tocsin-text [value]="text" /></span>
            }
          </span>
        </li>
      }
    </ol>
    @if (problem(); as failure) {
      <tocsin-failed what="The history could not be loaded" [problem]="failure" (retry)="load()" />
    }
  `,
  styleUrl: './alert-history.scss',
})
export class AlertHistory {
  private readonly http = inject(HttpClient);
  readonly alert = input.required<Alert>();
  /** Of the newest state that is known; each one may have added something. */
  readonly revision = input.required<number>();
  protected readonly wordsOf = deedInWords;
  protected readonly detectorWords: Readonly<Record<string, string>> = DETECTOR_WORDS;
  protected readonly problem = signal<Problem | undefined>(undefined);
  private readonly number = computed(() => this.alert().number);
  protected readonly entries = linkedSignal<string, readonly AlertHistoryEntry[]>({
    source: this.number,
    computation: () => [],
  });
  private loading: Promise<void> = Promise.resolve();

  constructor() {
    effect(() => {
      this.number();
      this.revision();
      untracked(() => this.load());
    });
  }

  /** One after the other: each begins where the one before ended. */
  protected load(): void {
    this.loading = this.loading.then(() => this.fetch());
  }

  private async fetch(): Promise<void> {
    const number = this.number();
    try {
      for (let isMore = true; isMore && number === this.number();) isMore = await this.fetchPage(number);
      this.problem.set(undefined);
    } catch (error) {
      this.problem.set(toProblem(error));
    }
  }

  /** Answers whether there is more. */
  private async fetchPage(number: string): Promise<boolean> {
    const last = this.entries().at(-1)?.id;
    const params = last === undefined ? { limit: 500 } : { limit: 500, cursor: last };
    const url = `/api/alerts/${encodeURIComponent(number)}/history`;
    const page = await firstValueFrom(this.http.get<AlertHistoryPage>(url, { params }));
    if (number !== this.number()) return false;
    this.entries.update((entries) => [...entries, ...page.entries]);
    return page.nextCursor !== null;
  }
}
