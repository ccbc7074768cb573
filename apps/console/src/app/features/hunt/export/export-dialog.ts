import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import type { EventExport, ExportList } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { Moment } from '../../../core/time/moment';
import { OutsideText } from '../../../shared/text/outside-text';
import { EventExportJob } from './event-export-job';
import type { ExportWish } from './export-wish';

const FORMATS = [
  { format: 'csv', label: 'CSV', text: 'a line per event: time, id, the chosen columns and the message' },
  { format: 'ndjson', label: 'NDJSON', text: 'whole events, one JSON object per line' },
] as const;

/** Asks how to take everything that was found, says how many at most, and shows how far the file is. */
@Component({
  selector: 'tocsin-export-dialog',
  imports: [KeyHint, Moment, OutsideText],
  providers: [EventExportJob],
  host: { class: 'dialog' },
  templateUrl: './export-dialog.html',
  styleUrl: './export-dialog.scss',
})
export class ExportDialog {
  protected readonly dialog = inject<DialogRef<void>>(DialogRef);
  protected readonly wish = inject<ExportWish>(DIALOG_DATA);
  protected readonly job = inject(EventExportJob);
  protected readonly formats = FORMATS;
  protected readonly format = signal<EventExport['format']>('csv');
  private readonly limits = httpResource<ExportList>(() => '/api/events/exports');
  protected readonly most = computed(() => (this.limits.hasValue() ? this.limits.value().most : undefined));
  protected readonly isTooMany = computed(() => this.wish.total > (this.most() ?? Infinity));
  protected readonly percent = computed(() => {
    const { written, total } = this.job.now() ?? { written: 0, total: 0 };
    return total === 0 ? 100 : Math.min(100, Math.round((100 * written) / total));
  });
  protected readonly words = computed(() => {
    const { state, written, total, detail } = this.job.now() ?? { state: 'ready', written: 0, total: 0, detail: '' };
    const [done, all] = [number(written), number(total)];
    if (state === 'done') return `Done: the file holds ${done} ${written === 1 ? 'event' : 'events'}.`;
    if (state === 'ready' || state === 'running') return `${done} of ${all} events written`;
    return `Not whole: it ended after ${done} of ${all} events. ${detail}`;
  });

  protected readonly count = number;

  protected start(): void {
    if (!this.isTooMany()) void this.job.start(this.wish, this.format());
  }
}

function number(value: number): string {
  return value.toLocaleString('en');
}
