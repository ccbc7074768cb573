import { inject, Service } from '@angular/core';
import type { AlertSetAction } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { SessionStore } from '../../../core/session/session-store';
import { AlertDialogs } from '../triage/alert-dialogs';
import { AlertSelection } from './alert-selection';
import { AlertSetJob } from './alert-set-job';

const SECTION = 'On the selected alerts';

/** What can be done with the selected alerts. Each asks once, with the exact number, and can be undone. */
@Service({ autoProvided: false })
export class BulkCommands {
  private readonly dialogs = inject(AlertDialogs);
  private readonly job = inject(AlertSetJob);
  private readonly selection = inject(AlertSelection);
  private readonly session = inject(SessionStore);

  /** As long as something is selected they stand in for the commands on one alert. */
  all(): Command[] {
    if (this.selection.isEmpty() || !this.session.may('alert.handle')) return [];
    const what = this.selection.words();
    return [
      command('bulk-take', `Take ${what}`, 'a', () => void this.run({ kind: 'acknowledge' })),
      command('bulk-resolve', `Resolve ${what}`, 'e', () => void this.resolve()),
      command('bulk-assign', `Assign ${what}`, 'shift+a', () => void this.assign()),
      command('bulk-snooze', `Snooze ${what}`, 'h', () => void this.snooze()),
      command('bulk-tag', `Tag ${what}`, 't', () => void this.tag()),
      command('bulk-clear', 'Clear the selection', 'escape', () => this.selection.clear()),
    ];
  }

  private async resolve(): Promise<void> {
    const wish = await this.dialogs.resolveMany(this.subject());
    if (wish !== undefined) await this.run({ kind: 'resolve', ...wish });
  }

  private async assign(): Promise<void> {
    const choice = await this.dialogs.assign(this.subject());
    if (choice !== undefined) await this.run({ kind: 'assign', assigneeId: choice.to?.id ?? null });
  }

  private async snooze(): Promise<void> {
    const until = await this.dialogs.snooze(this.subject());
    if (until !== undefined) await this.run({ kind: 'snooze', until });
  }

  private async tag(): Promise<void> {
    const wish = await this.dialogs.tag(this.subject());
    if (wish !== undefined) await this.run({ kind: 'tag', ...wish });
  }

  private subject() {
    return { number: this.selection.words(), assignee: null };
  }

  private async run(action: AlertSetAction): Promise<void> {
    const set = await this.selection.toSet();
    if (set === undefined) return;
    this.selection.clear();
    await this.job.run(set, action);
  }
}

function command(id: string, label: string, keys: string, run: () => void): Command {
  return { id, label, section: SECTION, keys, run };
}
