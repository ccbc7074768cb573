import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, inject, output, signal, viewChild } from '@angular/core';
import { form, FormField, FormRoot, maxLength, pattern, required } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';

import { toProblem, type Problem } from '../../../../core/api/problem';
import { SourceListStore } from './source-list-store';

/** The form for a new source. Names stand in paths and rules, so they are plain. */
@Component({
  selector: 'tocsin-new-source',
  imports: [FormField, FormRoot, MatIcon],
  templateUrl: './new-source.html',
  styleUrl: '../../inline-form.scss',
})
export class NewSource {
  private readonly store = inject(SourceListStore);
  private readonly name = viewChild.required<ElementRef<HTMLInputElement>>('name');
  /** Name of the source that was made. */
  readonly made = output<string>();
  readonly closed = output();
  protected readonly problem = signal<Problem | undefined>(undefined);
  private readonly model = signal({ name: '', description: '', zone: 'UTC' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.name, { message: 'A name is needed.' });
      pattern(path.name, /^[a-z0-9][a-z0-9._-]{0,62}$/, {
        message: 'Use 1 to 63 lower-case letters, digits, ".", "_" or "-".',
      });
      maxLength(path.description, 400, { message: 'At most 400 characters.' });
      required(path.zone, { message: 'Say UTC when times carry their own zone.' });
    },
    { submission: { action: () => this.create() } },
  );
  protected readonly zones = Intl.supportedValuesOf('timeZone');

  constructor() {
    afterNextRender(() => this.name().nativeElement.focus());
  }

  private async create(): Promise<undefined> {
    this.problem.set(undefined);
    try {
      await this.store.create(this.model());
      this.made.emit(this.model().name);
    } catch (error) {
      this.problem.set(toProblem(error));
    }
    return undefined;
  }
}
