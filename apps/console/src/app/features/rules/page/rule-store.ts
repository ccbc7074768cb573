import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import type { Rule, RuleSummary, RuleValidation, RuleVersionList } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../../core/api/problem';
import { Toasts } from '../../../core/toasts/toasts';
import { keep, problemOf } from '../../../shared/kept';
import { STATE_WORDS } from '../rule-words';

/** One rule, how it was, and what becomes of it. */
@Service({ autoProvided: false })
export class RuleStore {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly id = signal<string | undefined>(undefined);
  private readonly path = computed(() => {
    const id = this.id();
    return id === undefined ? undefined : `/api/rules/${encodeURIComponent(id)}`;
  });
  private readonly asked = httpResource<Rule>(() => this.path());
  private readonly askedVersions = httpResource<RuleVersionList>(() => {
    const path = this.path();
    return path && `${path}/versions`;
  });
  private readonly kept = keep(this.asked, () => this.id());
  private readonly keptVersions = keep(this.askedVersions, () => this.id());

  readonly rule = computed(() => this.kept()?.value);
  readonly since = computed(() => this.kept()?.since ?? '');
  readonly problem = problemOf(this.asked);
  readonly versions = computed(() => this.keptVersions()?.value.versions);
  readonly versionsProblem = problemOf(this.askedVersions);
  readonly isBusy = signal(false);
  /** Why the last change was not taken. */
  readonly refusal = linkedSignal<string | undefined, Problem | undefined>({
    source: () => this.id(),
    computation: () => undefined,
  });

  show(id: string): void {
    this.id.set(id);
  }

  reload(): void {
    this.asked.reload();
    this.askedVersions.reload();
  }

  /** Whether the change was taken. */
  async setState(state: RuleSummary['state']): Promise<boolean> {
    return this.change({ state }, `${this.rule()?.title ?? 'The rule'}: ${STATE_WORDS[state].name.toLowerCase()}.`);
  }

  /** `version` is the one whose text was seen: never over a text that was not. */
  async setText(text: string, version: number): Promise<boolean> {
    return this.change({ text, version }, 'The rule is changed. Workers take it up within two seconds.');
  }

  /** What the text would be. @throws what HttpClient throws. */
  validate(text: string): Promise<RuleValidation> {
    return firstValueFrom(this.http.post<RuleValidation>('/api/rules/validate', { text }));
  }

  private async change(
    wish: { text?: string; version?: number; state?: RuleSummary['state'] },
    words: string,
  ): Promise<boolean> {
    const [path, rule] = [this.path(), this.rule()];
    if (path === undefined || rule === undefined || this.isBusy()) return false;
    this.isBusy.set(true);
    this.refusal.set(undefined);
    try {
      await firstValueFrom(this.http.put<Rule>(path, { version: rule.version, ...wish }));
      this.toasts.done(words);
      return true;
    } catch (error) {
      this.refusal.set(toProblem(error));
      return false;
    } finally {
      this.isBusy.set(false);
      this.reload();
    }
  }
}
