import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, inject, output, signal, viewChild } from '@angular/core';
import { form, FormField, FormRoot, maxLength, pattern, required } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';
import type { List } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../core/api/problem';
import { LIST_KINDS } from '../list-kinds';
import { ListCatalog } from './list-catalog';

/** The form for a new list. */
@Component({
  selector: 'tocsin-new-list',
  imports: [FormField, FormRoot, MatIcon],
  templateUrl: './new-list.html',
  styleUrl: '../../settings/inline-form.scss',
})
export class NewList {
  private readonly catalog = inject(ListCatalog);
  private readonly name = viewChild.required<ElementRef<HTMLInputElement>>('name');
  /** Name of the list that was made. */
  readonly made = output<string>();
  readonly closed = output();
  protected readonly kinds = Object.entries(LIST_KINDS);
  protected readonly problem = signal<Problem | undefined>(undefined);
  private readonly model = signal<Pick<List, 'name' | 'kind' | 'description'>>({
    name: '',
    kind: 'watchlist',
    description: '',
  });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.name, { message: 'A name is needed.' });
      pattern(path.name, /^[a-z0-9][a-z0-9._-]{0,62}$/, {
        message: 'Use 1 to 63 lower-case letters, digits, ".", "_" or "-".',
      });
      maxLength(path.description, 400, { message: 'At most 400 characters.' });
    },
    { submission: { action: () => this.create() } },
  );

  constructor() {
    afterNextRender(() => this.name().nativeElement.focus());
  }

  private async create(): Promise<undefined> {
    this.problem.set(undefined);
    try {
      await this.catalog.create(this.model());
      this.made.emit(this.model().name);
    } catch (error) {
      this.problem.set(toProblem(error));
    }
    return undefined;
  }
}
