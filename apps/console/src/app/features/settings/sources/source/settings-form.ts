import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';
import type { Source } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../../core/api/problem';
import { Toasts } from '../../../../core/toasts/toasts';
import { FieldFaults } from './field-faults';
import { SettingsConflict } from './settings-conflict';
import { draftOf, READ_FAULTS, settingsIn, type SourceDraft } from './source-draft';
import { changesBetween, settingsOf, type SettingName, type SourceSettings } from './source-settings';
import { SourceStore } from './source-store';

/** Where the form shows a setting under another name. */
const PATHS: Partial<Record<keyof SourceDraft, string>> = {
  longestSilence: 'longestSilenceSeconds',
  eventsPerSecond: 'limits.eventsPerSecond',
  requests: 'limits.requests',
  bytes: 'limits.bytes',
};

/** Changes the settings of a source as they were seen; what somebody else changed meanwhile is shown and not overwritten. */
@Component({
  selector: 'tocsin-settings-form',
  imports: [FieldFaults, FormField, FormRoot, MatIcon, SettingsConflict],
  templateUrl: './settings-form.html',
  styleUrl: './settings-form.scss',
})
export class SettingsForm {
  private readonly store = inject(SourceStore);
  private readonly toasts = inject(Toasts);
  readonly source = input.required<Source>();
  /** The source as the changes below start from it. */
  private readonly base = linkedSignal(() => this.source());
  protected readonly before = computed(() => settingsOf(this.base()));
  private readonly draft = linkedSignal(() => draftOf(this.before()));
  protected readonly after = computed(() => settingsIn(this.draft()));
  protected readonly changes = computed(
    () => Object.keys(changesBetween(this.before(), this.after())) as SettingName[],
  );
  protected readonly problem = signal<Problem | undefined>(undefined);
  /** What the source has become since it was seen here. */
  protected readonly meanwhile = linkedSignal<Source, Source | undefined>({
    source: this.base,
    computation: () => undefined,
  });
  protected readonly zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC');
  protected readonly isSaving = signal(false);
  protected readonly form = form(
    this.draft,
    (path) => {
      for (const [name, faultOf] of Object.entries(READ_FAULTS)) {
        validate(path[name as keyof typeof READ_FAULTS], ({ value }) => {
          const message = faultOf(value());
          return message === undefined ? undefined : { kind: 'unreadable', message };
        });
      }
    },
    {
      submission: {
        action: () => this.save(),
        onInvalid: (field) => field().errorSummary()[0]?.fieldTree().focusBoundControl(),
      },
    },
  );

  /** What is wrong with a field: it cannot be read, or the server refused it. */
  protected faultsOf(name: keyof SourceDraft): string[] {
    const field = this.form[name]();
    const path = PATHS[name] ?? name;
    const refused = (this.problem()?.issues ?? []).filter(
      (issue) => issue.path === path || issue.path.startsWith(`${path}.`),
    );
    const unreadable = field.touched() ? field.errors().map(({ message }) => message ?? '') : [];
    return [...unreadable, ...refused.map(({ path, message }) => this.quote(name, path) + message)];
  }

  protected putBack(): void {
    this.draft.set(draftOf(this.before()));
    this.problem.set(undefined);
    this.meanwhile.set(undefined);
  }

  /** Goes on from what the source is now, with what the person chose to keep of their own. */
  protected async decide(settings: SourceSettings): Promise<void> {
    const now = this.meanwhile();
    if (now === undefined) return;
    this.base.set(now);
    this.draft.set(draftOf(settings));
    if (this.changes().length > 0) await this.save();
    else this.store.source.set(now);
  }

  private async save(): Promise<undefined> {
    if (this.isSaving()) return undefined;
    this.isSaving.set(true);
    this.problem.set(undefined);
    try {
      await this.store.update({ ...changesBetween(this.before(), this.after()), version: this.base().version });
      this.toasts.done(`Stored the settings of ${this.source().name}.`);
    } catch (error) {
      this.refused(toProblem(error));
    } finally {
      this.isSaving.set(false);
    }
    return undefined;
  }

  private refused(problem: Problem): void {
    if (problem.code === 'source.changed' && problem.current !== undefined)
      this.meanwhile.set(problem.current as Source);
    else this.problem.set(problem);
  }

  /** Names the entry of a list that was refused. */
  private quote(name: keyof SourceDraft, path: string): string {
    const at = /^\w+\.(\d+)$/.exec(path)?.[1];
    const list: unknown = this.after()[name as SettingName];
    return at !== undefined && Array.isArray(list) ? `${String(list[Number(at)])} ` : '';
  }
}
