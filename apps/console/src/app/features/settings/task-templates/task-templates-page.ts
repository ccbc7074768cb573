import type { ElementRef } from '@angular/core';
import { Component, inject, signal, viewChild } from '@angular/core';
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

interface Wanted {
  readonly seen?: TaskTemplate;
  readonly from?: TaskTemplate;
}

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
  protected readonly isBusy = signal(false);
  /** What the form is open for, as a list: a new one, a copy of one, or a change of one, each with a form of its own. */
  protected readonly open = signal<readonly Wanted[]>([]);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  private readonly form = viewChild(TemplateForm);

  protected show(wanted: Wanted): void {
    const [open] = this.open();
    if (open === undefined || open.from?.id !== wanted.from?.id) this.open.set([wanted]);
    else this.form()?.focus();
  }

  protected close(): void {
    this.open.set([]);
    this.focusHeading();
  }

  protected typeOf({ type }: TaskTemplate): string {
    return type === null ? 'all types' : TYPE_WORDS[type];
  }

  protected phaseOf({ phase }: TaskTemplate): string {
    return phase === null ? 'all phases' : PHASE_WORDS[phase];
  }

  protected async delete(template: TaskTemplate): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    try {
      await this.store.delete(template);
      // The button that had the focus goes with its row.
      this.focusHeading();
      this.toasts.done(`${template.name} is deleted.`, { label: 'Undo', run: () => void this.restore(template) });
    } catch (error) {
      this.toasts.failed(`${template.name} stays. ${toProblem(error).detail}`);
    } finally {
      this.isBusy.set(false);
    }
  }

  private async restore({ name, type, phase, tasks }: TaskTemplate): Promise<void> {
    try {
      await this.store.save({ name, type, phase, tasks }, undefined);
    } catch (error) {
      this.toasts.failed(`${name} is not back. ${toProblem(error).detail}`);
    }
  }

  private focusHeading(): void {
    this.heading().nativeElement.focus();
  }
}
