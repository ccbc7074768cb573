import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import {
  matchedValues,
  type Alert,
  type ExceptionPreview,
  type NamedEntity,
  type People,
  type RuleException,
} from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../../core/api/problem';
import { SessionStore } from '../../../core/session/session-store';
import { ServerClock } from '../../../core/time/server-clock';
import { ENDS, endAfter } from '../../../shared/entry-end';
import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';

const USUAL_DAYS = 90;
/** What the server takes. */
const MOST_CONDITIONS = 8;
const LONGEST_VALUE = 1_000;

/** Asks what the rule of an alert is to leave out from now on, why, who answers for it and until when; says what that hides. */
@Component({
  selector: 'tocsin-exception-dialog',
  imports: [Failed, OutsideText, SkeletonRows],
  host: { class: 'dialog' },
  templateUrl: './exception-dialog.html',
  styleUrl: './exception-dialog.scss',
})
export class ExceptionDialog {
  protected readonly number = inject<string>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<RuleException>>(DialogRef);
  private readonly clock = inject(ServerClock);
  private readonly http = inject(HttpClient);
  private readonly me = inject(SessionStore).account()?.id ?? '';
  private readonly url = `/api/alerts/${encodeURIComponent(this.number)}/exceptions`;
  protected readonly ends = ENDS.filter(({ days }) => days > 0);
  protected readonly alert = httpResource<Alert>(() => `/api/alerts/${encodeURIComponent(this.number)}`);
  protected readonly problem = problemOf(this.alert);
  protected readonly people = httpResource<People>(() => '/api/people');
  protected readonly values = computed(() =>
    this.alert.hasValue()
      ? matchedValues(this.alert.value()).filter(({ value }) => value.length <= LONGEST_VALUE)
      : undefined,
  );
  protected readonly chosen = linkedSignal<readonly NamedEntity[]>(() => this.values()?.slice(0, 1) ?? []);
  protected readonly preview = httpResource<ExceptionPreview>(() => {
    const conditions = this.chosen();
    return conditions.length === 0 ? undefined : { url: `${this.url}/preview`, method: 'POST', body: { conditions } };
  });
  protected readonly counts = keep(this.preview, this.chosen);
  protected readonly previewProblem = problemOf(this.preview);
  protected readonly owner = signal(this.me);
  protected readonly days = signal(USUAL_DAYS);
  protected readonly reason = signal('');
  protected readonly isSending = signal(false);
  protected readonly refused = signal<Problem | undefined>(undefined);
  protected readonly missing = computed(() => {
    if (this.chosen().length === 0) return 'a value';
    if (this.chosen().length > MOST_CONDITIONS) return `at most ${MOST_CONDITIONS} values`;
    return this.reason().trim() === '' ? 'a reason' : undefined;
  });
  protected readonly endLabel = computed(() => this.ends.find(({ days }) => days === this.days())?.label ?? '');

  protected isChosen(value: NamedEntity): boolean {
    return this.chosen().includes(value);
  }

  protected toggle(value: NamedEntity): void {
    this.chosen.update((chosen) =>
      chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value],
    );
  }

  protected async send(): Promise<void> {
    if (this.isSending() || this.missing() !== undefined) return;
    this.isSending.set(true);
    this.refused.set(undefined);
    try {
      const endsAt = endAfter(this.days(), this.clock.now());
      const wish = { conditions: this.chosen(), reason: this.reason().trim(), ownerId: this.owner(), endsAt };
      this.dialog.close(await firstValueFrom(this.http.post<RuleException>(this.url, wish)));
    } catch (error) {
      this.refused.set(toProblem(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
