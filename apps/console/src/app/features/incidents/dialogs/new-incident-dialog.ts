import { DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import type { CreateIncident } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';

const LEVELS = ['low', 'medium', 'high', 'critical'] as const;

/** Asks for what a new incident needs: a title; the rest has a place on its page. */
@Component({
  selector: 'tocsin-new-incident-dialog',
  imports: [KeyHint],
  host: { class: 'dialog' },
  template: `
    <div class="pane-head"><h2>New incident</h2></div>
    <form class="body" (submit)="$event.preventDefault(); make()">
      <label class="field">
        <span>What happened</span>
        <span class="input"
          ><input #box class="first" type="text" maxlength="300" autocomplete="off" (input)="text.set(box.value)"
        /></span>
      </label>
      <label class="field">
        <span>Severity</span>
        <select class="input" (change)="severity.set($any($event.target).value)">
          @for (level of levels; track level) {
            <option [value]="level" [selected]="level === severity()">{{ level }}</option>
          }
        </select>
      </label>
      <label
        ><input type="checkbox" (change)="isRestricted.set($any($event.target).checked)" /> Restricted: only people who
        are named see it</label
      >
      <div class="actions">
        <button class="button primary" type="submit">Open incident <tocsin-keys keys="enter" /></button>
        <button class="button" type="button" (click)="dialog.close()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './incident-dialog.scss',
})
export class NewIncidentDialog {
  protected readonly dialog = inject<DialogRef<Partial<CreateIncident>>>(DialogRef);
  protected readonly levels = LEVELS;
  protected readonly text = signal('');
  protected readonly severity = signal<(typeof LEVELS)[number]>('medium');
  protected readonly isRestricted = signal(false);

  protected make(): void {
    const title = this.text().trim();
    if (title !== '') this.dialog.close({ title, severity: this.severity(), isRestricted: this.isRestricted() });
  }
}
