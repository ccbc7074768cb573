import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { httpResource } from '@angular/common/http';
import { Component, computed, ElementRef, inject, signal } from '@angular/core';

import { toProblem } from '../../core/api/problem';
import { Toasts } from '../../core/toasts/toasts';
import { Failed } from '../failed';
import { problemOf } from '../kept';
import { OutsideText } from '../text/outside-text';
import { SavedApi } from './saved-api';
import type { SavedKind, SavedThing } from './saved-kind';

/** One's own and those of the team: found by words, opened, renamed, deleted. Arrows go from one to the next. */
@Component({
  selector: 'tocsin-saved-list-dialog',
  imports: [Failed, OutsideText],
  host: { class: 'dialog' },
  templateUrl: './saved-list-dialog.html',
  styleUrl: './saved-dialog.scss',
})
export class SavedListDialog {
  private readonly api = inject(SavedApi);
  private readonly toasts = inject(Toasts);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly dialog = inject<DialogRef<SavedThing>>(DialogRef);
  protected readonly kind = inject<SavedKind<SavedThing, SavedThing>>(DIALOG_DATA);
  protected readonly typed = signal('');
  /** Id of the one whose name is being written. */
  protected readonly renamed = signal<string | undefined>(undefined);
  protected readonly resource = httpResource<object>(() => this.kind.address);
  protected readonly problem = problemOf(this.resource);
  private readonly all = computed(() => (this.resource.hasValue() ? this.kind.listOf(this.resource.value()) : []));
  protected readonly hasSome = computed(() => this.all().length > 0);
  protected readonly shown = computed(() => {
    const words = this.typed().trim().toLowerCase();
    return this.all().filter(({ name, q }) => `${name} ${q}`.toLowerCase().includes(words));
  });

  protected openFirst(): void {
    const [first] = this.shown();
    if (first !== undefined) this.dialog.close(first);
  }

  /** From the box to the first, from one to the next, from the first back to the box. */
  protected move(event: Event, step: number): void {
    const stops = [...this.element.nativeElement.querySelectorAll<HTMLElement>('.first, .stop')];
    const next = stops[stops.indexOf(event.currentTarget as HTMLElement) + step];
    event.preventDefault();
    next?.focus();
  }

  protected startRename({ id, mayChange }: SavedThing, event: Event): void {
    event.preventDefault();
    if (!mayChange) return;
    this.renamed.set(id);
    setTimeout(() => this.element.nativeElement.querySelector<HTMLInputElement>('.rename')?.select());
  }

  protected async rename(saved: SavedThing, text: string): Promise<void> {
    const name = text.trim();
    this.renamed.set(undefined);
    if (name !== '' && name !== saved.name)
      await this.tried(`“${saved.name}” was not renamed.`, () => this.api.change(this.kind, saved, { name }));
    this.focusFirst();
  }

  protected stopRename(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.renamed.set(undefined);
    this.focusFirst();
  }

  protected async remove(saved: SavedThing): Promise<void> {
    if (!saved.mayChange) return;
    await this.tried(`“${saved.name}” was not deleted.`, async () => {
      await this.api.remove(this.kind, saved);
      const undo = () => this.tried(`“${saved.name}” did not come back.`, () => this.api.create(this.kind, saved));
      this.toasts.done(`“${saved.name}” is deleted.`, { label: 'Undo', run: () => void undo() });
    });
    this.focusFirst();
  }

  private async tried(failure: string, change: () => Promise<unknown>): Promise<void> {
    try {
      await change();
    } catch (error) {
      this.toasts.failed(`${failure} ${toProblem(error).detail}`);
    }
    this.resource.reload();
  }

  /** What had the focus may be gone. */
  private focusFirst(): void {
    this.element.nativeElement.querySelector<HTMLElement>('.first')?.focus();
  }
}
