import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { AlertSummary } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { SessionStore } from '../../../core/session/session-store';
import { AlertTriage } from '../live/alert-triage';
import { AlertCommands } from './alert-commands';

/** What can be done with the alert now, as buttons with their keys; and who has it. */
@Component({
  selector: 'tocsin-alert-verbs',
  imports: [KeyHint, MatIcon],
  template: `
    @if (triage.canTake(alert())) {
      <button class="button primary" type="button" aria-keyshortcuts="a" (click)="triage.take(alert())">
        Take <tocsin-keys keys="a" />
      </button>
    }
    <button class="button" type="button" (click)="commands.copyLink(alert())">
      <mat-icon svgIcon="link" class="small" /> Copy link
    </button>
    <span class="secondary small-text">{{ holder() }}</span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px;
    }

    .secondary {
      margin-left: var(--space-1);
    }
  `,
})
export class AlertVerbs {
  protected readonly commands = inject(AlertCommands);
  protected readonly triage = inject(AlertTriage);
  private readonly session = inject(SessionStore);
  readonly alert = input.required<AlertSummary>();
  protected readonly holder = computed(() => {
    const { assignee, status } = this.alert();
    if (assignee !== null)
      return assignee.id === this.session.account()?.id ? 'You have it.' : `${assignee.displayName} has it.`;
    if (status === 'resolved' || this.session.may('alert.acknowledge')) return '';
    return 'Taking alerts needs the permission alert.acknowledge.';
  });
}
