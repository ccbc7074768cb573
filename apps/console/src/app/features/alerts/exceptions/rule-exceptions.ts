import { HttpClient, httpResource } from '@angular/common/http';
import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AlertSummary, ExceptionList, RuleException } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../../core/api/problem';
import { KeyHint } from '../../../core/commands/key-hint';
import { Moment } from '../../../core/time/moment';
import { Toasts } from '../../../core/toasts/toasts';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { AlertExceptions } from './alert-exceptions';

/** What the rule of an alert leaves out: why, until when, who answers for it, and how much that hid. */
@Component({
  selector: 'tocsin-rule-exceptions',
  imports: [KeyHint, Moment, OutsideText, RouterLink, SkeletonRows],
  templateUrl: './rule-exceptions.html',
  styleUrl: './rule-exceptions.scss',
})
export class RuleExceptions {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly exceptions = inject(AlertExceptions);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  readonly alert = input.required<AlertSummary>();
  private readonly number = computed(() => this.alert().number);
  protected readonly mayMake = this.exceptions.mayMake;
  private readonly url = computed(() => `/api/alerts/${encodeURIComponent(this.number())}/exceptions`);
  protected readonly resource = httpResource<ExceptionList>(() => this.url());
  private readonly answer = keep(this.resource, this.number);
  protected readonly problem = problemOf(this.resource);
  protected readonly list = computed(() => this.answer()?.value.exceptions);
  protected readonly active = computed(() => this.list()?.filter(({ isActive }) => isActive).length ?? 0);
  protected readonly removing = signal<string | undefined>(undefined);

  constructor() {
    effect(() => {
      if (this.exceptions.made() > 0) untracked(() => this.resource.reload());
    });
  }

  protected make(): void {
    void this.exceptions.make(this.alert());
  }

  protected async remove({ id }: RuleException): Promise<void> {
    if (this.removing() !== undefined) return;
    this.removing.set(id);
    try {
      await firstValueFrom(this.http.delete(`${this.url()}/${encodeURIComponent(id)}`));
      // The button that had the focus goes.
      this.heading().nativeElement.focus();
      this.toasts.done('The rule finds it again from now on.');
      this.resource.reload();
    } catch (error) {
      this.toasts.failed(`The exception is still at work. ${toProblem(error).detail}`);
    } finally {
      this.removing.set(undefined);
    }
  }
}
