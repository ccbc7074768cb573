import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input, output } from '@angular/core';
import type { SavedSearch } from '@tocsin/api-contract';

import { OutsideText } from '../../../shared/text/outside-text';
import { Toasts } from '../../../core/toasts/toasts';
import { SavedDialogs } from '../../../shared/saved/saved-dialogs';
import { SAVED_SEARCHES, type SearchContent } from './saved-searches';
import { isChanged } from './search-address';

/** Which saved search this is, whether it is still that one, and the ways to save and to open another. */
@Component({
  selector: 'tocsin-hunt-saved',
  imports: [OutsideText],
  template: `
    @if (saved(); as search) {
      <span class="name"><tocsin-text [value]="search.name" /></span>
      @if (hasChanged()) {
        <span class="muted">changed, not saved</span>
      }
    }
    <button class="button" type="button" aria-keyshortcuts="v" (click)="choose()">
      Searches <kbd aria-hidden="true">V</kbd>
    </button>
    <button class="button" type="button" aria-keyshortcuts="s" (click)="save()">
      Save <kbd aria-hidden="true">S</kbd>
    </button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2);
    }

    .name {
      max-width: 16rem;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
})
export class HuntSaved {
  private readonly dialogs = inject(SavedDialogs);
  private readonly toasts = inject(Toasts);
  /** Id of the saved search that this one comes from. */
  readonly id = input.required<string | undefined>();
  readonly content = input.required<SearchContent>();
  /** Somebody wants this search. */
  readonly opened = output<SavedSearch>();
  private readonly resource = httpResource<SavedSearch>(() => {
    const id = this.id();
    return id === undefined ? undefined : `/api/searches/${encodeURIComponent(id)}`;
  });
  protected readonly saved = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  protected readonly hasChanged = computed(() => {
    const saved = this.saved();
    return saved !== undefined && isChanged(saved, this.content());
  });

  async save(): Promise<void> {
    const search = await this.dialogs.save(SAVED_SEARCHES, { content: this.content(), saved: this.saved() });
    if (search === undefined) return;
    this.toasts.done(`“${search.name}” is saved.`);
    if (search.id === this.id()) this.resource.set(search);
    else this.opened.emit(search);
  }

  async choose(): Promise<void> {
    const search = await this.dialogs.choose(SAVED_SEARCHES);
    if (search !== undefined) this.opened.emit(search);
  }
}
