import { Component, inject, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { TaskTemplate } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { SessionStore } from '../../../core/session/session-store';
import { Toasts } from '../../../core/toasts/toasts';
import { Failed } from '../../../shared/failed';
import { PHASE_WORDS, TYPE_WORDS } from '../../../shared/incident-words';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { OutsideText } from '../../../shared/text/outside-text';
import { SettingsFrame } from '../settings-frame';
import { TaskTemplateStore } from './task-template-store';
import { TemplateForm } from './template-form';

/** Which tasks incidents are offered, by type and phase. */
@Component({
  selector: 'tocsin-task-templates-page',
  imports: [Failed, MatIcon, OutsideText, SettingsFrame, SkeletonRows, Stale, TemplateForm],
  providers: [TaskTemplateStore],
  templateUrl: './task-templates-page.html',
})
export class TaskTemplatesPage {
  private readonly toasts = inject(Toasts);
  protected readonly store = inject(TaskTemplateStore);
  protected readonly mayManage = inject(SessionStore).may('task_template.manage');
  /** What the form is open for: a new one, a copy of one, or a change of one. */
  protected readonly form = signal<{ readonly seen?: TaskTemplate; readonly from?: TaskTemplate } | undefined>(
    undefined,
  );

  protected typeOf({ type }: TaskTemplate): string {
    return type === null ? 'all types' : TYPE_WORDS[type];
  }

  protected phaseOf({ phase }: TaskTemplate): string {
    return phase === null ? 'all phases' : PHASE_WORDS[phase];
  }

  protected async delete(template: TaskTemplate): Promise<void> {
    try {
      await this.store.delete(template);
      const { name, type, phase, tasks } = template;
      const run = () => void this.store.save({ name, type, phase, tasks }, undefined);
      this.toasts.done(`${name} is deleted.`, { label: 'Undo', run });
    } catch (error) {
      this.toasts.failed(`${template.name} stays. ${toProblem(error).detail}`);
    }
  }
}
