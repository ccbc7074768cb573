import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { ListImportReport } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../core/api/problem';
import { OutsideText } from '../../../shared/text/outside-text';
import { formatOf, ImportFile, type ImportFormat } from './import-file';

const SHOWN_PROBLEMS = 50;

/** Takes a file into the list and says what became of each of its lines. */
@Component({
  selector: 'tocsin-import-entries',
  imports: [MatIcon, OutsideText],
  templateUrl: './import-entries.html',
  styleUrl: '../../settings/inline-form.scss',
})
export class ImportEntries {
  private readonly sender = inject(ImportFile);
  readonly list = input.required<string>();
  readonly done = output();
  readonly closed = output();
  protected readonly file = signal<File | undefined>(undefined);
  protected readonly format = signal<ImportFormat>('csv');
  protected readonly mode = signal<'add' | 'replace'>('add');
  protected readonly isSending = signal(false);
  protected readonly report = signal<ListImportReport | undefined>(undefined);
  protected readonly problem = signal<Problem | undefined>(undefined);
  protected readonly shownProblems = computed(() => this.report()?.problems.slice(0, SHOWN_PROBLEMS) ?? []);

  protected choose(file: File | undefined): void {
    this.file.set(file);
    if (file !== undefined) this.format.set(formatOf(file.name));
  }

  protected async send(): Promise<void> {
    const file = this.file();
    if (file === undefined || this.isSending()) return;
    this.isSending.set(true);
    this.problem.set(undefined);
    this.report.set(undefined);
    try {
      const order = { format: this.format(), mode: this.mode() };
      this.report.set(await this.sender.send(this.list(), file, order));
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.isSending.set(false);
      this.done.emit();
    }
  }
}
