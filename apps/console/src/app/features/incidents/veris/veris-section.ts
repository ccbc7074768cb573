import { httpResource } from '@angular/common/http';
import type { ElementRef } from '@angular/core';
import { Component, computed, inject, input, linkedSignal, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { IncidentItem, VerisEnumeration } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { Toasts } from '../../../core/toasts/toasts';
import { Failed } from '../../../shared/failed';
import { problemOf } from '../../../shared/kept';
import { IncidentStore } from '../page/incident-store';
import { matchingTags, type VerisTag } from './veris-match';

const MOST = 20;

/** VERIS tags of an incident, found by typing among all that VERIS has. */
@Component({
  selector: 'tocsin-veris-section',
  imports: [Failed, KeyHint, MatIcon],
  templateUrl: './veris-section.html',
  styleUrls: ['../page/item-section.scss', './veris-section.scss'],
})
export class VerisSection {
  protected readonly store = inject(IncidentStore);
  private readonly toasts = inject(Toasts);
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  private readonly isWanted = signal(false);
  readonly mayHandle = input.required<boolean>();
  protected readonly items = computed(() => this.store.of('veris'));
  protected readonly isLoaded = computed(() => this.store.items() !== undefined);
  protected readonly enumeration = httpResource<VerisEnumeration>(() =>
    this.isWanted() || this.items().length > 0 ? '/api/veris' : undefined,
  );
  protected readonly problem = problemOf(this.enumeration);
  private readonly tags = computed(() => (this.enumeration.hasValue() ? this.enumeration.value().tags : []));
  private readonly labels = computed(() => new Map(this.tags().map(({ tag, label }) => [tag, label])));
  protected readonly typed = signal('');
  protected readonly found = computed(() => {
    const used = new Set(this.items().map(tagOf));
    return matchingTags(
      this.tags().filter(({ tag }) => !used.has(tag)),
      this.typed(),
      MOST,
    );
  });
  /** Index of the tag that Enter takes. */
  protected readonly active = linkedSignal<readonly VerisTag[], number>({ source: this.found, computation: () => 0 });
  protected readonly exportUrl = computed(() => `/api/incidents/${this.store.number()}/veris`);
  protected readonly tagOf = tagOf;

  focus(): void {
    this.box()?.nativeElement.focus();
  }

  /** The words of VERIS are loaded when somebody is about to need them. */
  protected want(): void {
    this.isWanted.set(true);
  }

  protected labelOf(item: IncidentItem): string {
    return this.labels().get(tagOf(item)) ?? '';
  }

  protected handleKey(event: KeyboardEvent): void {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = this.found().length;
    if (move !== undefined && count > 0) this.active.update((index) => (index + move + count) % count);
    else if (event.key === 'Enter') void this.add(this.found()[this.active()]);
    else if (event.key === 'Escape') this.leave();
    else return;
    event.preventDefault();
  }

  protected async add(found: VerisTag | undefined): Promise<void> {
    if (found === undefined) return;
    const data = { tag: found.tag };
    const isDone = await this.store.run('It was not tagged.', (api, number) => api.add(number, 'veris', data));
    if (isDone) this.typed.set('');
    this.focus();
  }

  protected async remove(item: IncidentItem): Promise<void> {
    const isDone = await this.store.run('It stays.', (api, number) => api.removeItem(number, item.id));
    const undo = () => void this.store.run('It stays away.', (api, number) => api.restoreItem(number, item.id));
    if (isDone) this.toasts.done('Removed.', { label: 'Undo', run: undo });
    this.focus();
  }

  /** The first time empties the box, the second gives the keys back to the page. */
  private leave(): void {
    if (this.typed() === '') this.box()?.nativeElement.blur();
    else this.typed.set('');
  }
}

function tagOf({ data }: IncidentItem): string {
  return typeof data['tag'] === 'string' ? data['tag'] : '';
}
