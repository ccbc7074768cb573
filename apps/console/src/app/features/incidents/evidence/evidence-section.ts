import { Dialog } from '@angular/cdk/dialog';
import type { ElementRef } from '@angular/core';
import { Component, computed, DOCUMENT, effect, inject, input, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { Evidence } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { isTyping } from '../../../core/commands/keys';
import { Moment } from '../../../core/time/moment';
import { Toasts } from '../../../core/toasts/toasts';
import { CopyButton } from '../../../shared/copy-button';
import { Failed } from '../../../shared/failed';
import { OutsideText } from '../../../shared/text/outside-text';
import { EvidenceCustody } from './evidence-custody';
import { EvidenceStore } from './evidence-store';
import { fileSize } from './file-size';
import { UploadQueue } from './upload-queue';

/** The files of an incident: added by button, drop and paste; each with its hash and who had to do with it. */
@Component({
  selector: 'tocsin-evidence-section',
  imports: [CopyButton, EvidenceCustody, Failed, KeyHint, MatIcon, Moment, OutsideText],
  providers: [EvidenceStore, UploadQueue],
  host: {
    '[class.over]': 'isOver()',
    '(dragover)': 'dragOver($event)',
    '(dragleave)': 'isOver.set(false)',
    '(drop)': 'drop($event)',
    '(document:paste)': 'paste($event)',
  },
  templateUrl: './evidence-section.html',
  styleUrl: './evidence-section.scss',
})
export class EvidenceSection {
  private readonly queue = inject(UploadQueue);
  private readonly toasts = inject(Toasts);
  private readonly document = inject(DOCUMENT);
  private readonly dialog = inject(Dialog);
  private readonly adding = viewChild<ElementRef<HTMLButtonElement>>('adding');
  private readonly picker = viewChild<ElementRef<HTMLInputElement>>('picker');
  protected readonly store = inject(EvidenceStore);
  readonly number = input.required<string>();
  readonly mayHandle = input.required<boolean>();
  protected readonly isOver = signal(false);
  protected readonly verifying = signal<string | undefined>(undefined);
  protected readonly uploads = this.queue.uploads;
  protected readonly size = fileSize;
  protected readonly all = computed(() => this.store.list()?.evidence);
  protected readonly summary = computed(() => summaryOf(this.all() ?? []));

  constructor() {
    effect(() => this.store.number.set(this.number()));
  }

  /** Leaves the focus where the next press of the key works. */
  pick(): void {
    this.adding()?.nativeElement.focus();
    this.picker()?.nativeElement.click();
  }

  protected picked(picker: HTMLInputElement): void {
    this.add([...(picker.files ?? [])]);
    picker.value = '';
  }

  protected dragOver(event: DragEvent): void {
    if (!this.mayHandle() || event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.isOver.set(true);
  }

  protected drop(event: DragEvent): void {
    this.isOver.set(false);
    this.take(event, event.dataTransfer);
  }

  /** What belongs elsewhere is left alone: to text that is typed, to a dialog, or text that brought its picture along. */
  protected paste(event: ClipboardEvent): void {
    if (event.defaultPrevented || isTyping(event.target) || this.dialog.openDialogs.length > 0) return;
    if (event.clipboardData?.types.includes('text/plain') === true) return;
    this.take(event, event.clipboardData);
  }

  protected toggle({ id }: Evidence): void {
    this.store.opened.update((opened) => (opened === id ? undefined : id));
  }

  protected async verify({ id, label }: Evidence): Promise<void> {
    this.verifying.set(id);
    const detail = await this.store.run(id, 'verify', { body: null, failed: `${label} was not verified.` });
    this.verifying.set(undefined);
    if (detail?.verified?.isWhole === true) this.toasts.done(`${label} has the hash it came with.`);
    else if (detail !== undefined) this.toasts.failed(`${label} does not have the hash it came with.`);
  }

  protected cancel(id: number): void {
    this.queue.cancel(id);
    this.adding()?.nativeElement.focus();
  }

  private take(event: Event, data: DataTransfer | null): void {
    if (!this.mayHandle() || data === null || data.files.length === 0) return;
    event.preventDefault();
    this.add([...data.files]);
  }

  private add(files: readonly File[]): void {
    const most = this.store.list()?.mostFileBytes ?? Number.POSITIVE_INFINITY;
    const arrived = (id: number) => {
      // Its Cancel goes with it.
      if (this.document.activeElement?.id === `upload-${id}`) this.adding()?.nativeElement.focus();
      this.store.reload();
    };
    this.queue.add(files, { number: this.number(), most, arrived });
  }
}

function summaryOf(all: readonly Evidence[]): string {
  const kept = all.filter(({ removed }) => removed === null);
  const broken = kept.filter(({ verified }) => verified?.isWhole === false).length;
  if (broken > 0) return `${all.length}, ${broken} with another hash`;
  const isVerified = kept.length > 0 && kept.every(({ verified }) => verified !== null);
  return isVerified ? `${all.length}, all hashes verified` : `${all.length}`;
}
