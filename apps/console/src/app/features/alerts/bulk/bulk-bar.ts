import { Component, computed, inject, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';

import { KeyHint } from '../../../core/commands/key-hint';
import { Moment } from '../../../core/time/moment';
import { OutsideText } from '../../../shared/text/outside-text';
import { AlertListStore } from '../alert-list/alert-list-store';
import { AlertSelection } from './alert-selection';
import { AlertSetJob } from './alert-set-job';
import { BulkCommands } from './bulk-commands';
import { leftInWords, progressInWords, resultInWords, shareDone } from './set-words';

/** On buttons, where the bar says how many are meant. */
const SHORT: Readonly<Record<string, string>> = {
  'bulk-take': 'Take',
  'bulk-resolve': 'Resolve',
  'bulk-assign': 'Assign',
  'bulk-snooze': 'Snooze',
  'bulk-tag': 'Tag',
};

/** How many alerts are selected and what can be done with them; then how far it is, and what came of it. */
@Component({
  selector: 'tocsin-bulk-bar',
  imports: [KeyHint, MatIcon, Moment, OutsideText, RouterLink],
  templateUrl: './bulk-bar.html',
  styleUrl: './bulk-bar.scss',
})
export class BulkBar {
  private readonly bulk = inject(BulkCommands);
  private readonly store = inject(AlertListStore);
  protected readonly job = inject(AlertSetJob);
  protected readonly selection = inject(AlertSelection);
  /** The bar goes: the focus belongs into the list. */
  readonly closed = output();

  protected readonly verbs = computed(() =>
    this.bulk.all().flatMap((command) => {
      const short = SHORT[command.id];
      return short === undefined ? [] : [{ ...command, short }];
    }),
  );
  /** How many match in all, where that is more than are selected. */
  protected readonly more = computed(() => {
    const total = this.store.total();
    return (this.selection.all() === undefined || this.selection.isOfGroups()) && total > this.selection.count()
      ? total
      : undefined;
  });
  protected readonly isUnderWay = computed(() => ['running', 'undoing'].includes(this.job.set()?.state ?? ''));
  protected readonly progress = progressInWords;
  protected readonly result = resultInWords;
  protected readonly leftOut = leftInWords;
  protected readonly share = shareDone;

  protected clear(): void {
    this.selection.clear();
    this.closed.emit();
  }

  protected dismiss(): void {
    this.job.dismiss();
    this.closed.emit();
  }
}
