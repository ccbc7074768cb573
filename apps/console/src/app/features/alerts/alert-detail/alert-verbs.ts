import { Component, computed, inject, input, output, untracked } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { AlertSummary } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { SessionStore } from '../../../core/session/session-store';
import { Moment } from '../../../core/time/moment';
import { ServerClock } from '../../../core/time/server-clock';
import { isSnoozed } from '../alert-views';
import { AlertCommands } from './alert-commands';
import { outcomeInWords } from './status-words';

/** On buttons, where everything around says which alert is meant. */
const SHORT: Readonly<Record<string, string>> = {
  take: 'Take',
  resolve: 'Resolve',
  reopen: 'Reopen',
  assign: 'Assign',
  snooze: 'Snooze',
  unsnooze: 'End snooze',
  tag: 'Tag',
  comment: 'Comment',
  incident: 'To incident…',
};

/** What can be done with the alert now, as buttons with their keys; who has it, and what was decided. */
@Component({
  selector: 'tocsin-alert-verbs',
  imports: [KeyHint, MatIcon, Moment],
  template: `
    @for (verb of verbs(); track verb.id) {
      <button
        class="button"
        type="button"
        [class.primary]="verb.id === 'take'"
        [attr.aria-keyshortcuts]="verb.keys"
        (click)="verb.run()"
      >
        {{ verb.short }} <tocsin-keys [keys]="verb.keys ?? ''" />
      </button>
    }
    <button class="button" type="button" (click)="commands.copyLink(alert())">
      <mat-icon svgIcon="link" class="small" /> Copy link
    </button>
    <span class="secondary small-text">
      {{ holder() }}
      @if (snoozedUntil(); as until) {
        Snoozed until <tocsin-moment [at]="until" />.
      }
    </span>
    @for (tag of alert().tags; track tag) {
      <span class="tag outline">{{ tag }}</span>
    }
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
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionStore);
  readonly alert = input.required<AlertSummary>();
  /** The alert is out of the way: the next one may be shown. */
  readonly settled = output();
  protected readonly verbs = computed(() =>
    this.commands
      .on(this.alert(), () => this.settled.emit())
      .flatMap((command) => {
        const short = SHORT[command.id];
        return short === undefined ? [] : [{ ...command, short }];
      }),
  );
  protected readonly snoozedUntil = computed(() =>
    isSnoozed(this.alert(), untracked(this.clock.now)) ? this.alert().snoozedUntil : null,
  );
  protected readonly holder = computed(() => {
    const { assignee, status } = this.alert();
    if (status === 'resolved') return `It is ${outcomeInWords(this.alert())}.`;
    if (assignee !== null)
      return assignee.id === this.session.account()?.id ? 'You have it.' : `${assignee.displayName} has it.`;
    return this.session.may('alert.acknowledge') ? '' : 'Taking alerts needs the permission alert.acknowledge.';
  });
}
