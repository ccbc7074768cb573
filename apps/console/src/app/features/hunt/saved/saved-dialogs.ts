import { Dialog } from '@angular/cdk/dialog';
import { createGlobalPositionStrategy, type ComponentType } from '@angular/cdk/overlay';
import { inject, Injector, Service } from '@angular/core';
import type { SavedSearch } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import type { SaveQuestion } from './saved-search-api';

/** The questions about saved searches. Each answers the search that was saved or chosen. */
@Service()
export class SavedDialogs {
  private readonly dialog = inject(Dialog);
  private readonly injector = inject(Injector);

  async save(question: SaveQuestion): Promise<SavedSearch | undefined> {
    const { SaveSearchDialog } = await import('./save-search-dialog');
    return this.ask(SaveSearchDialog, 'Save this search', question);
  }

  async choose(): Promise<SavedSearch | undefined> {
    const { SearchListDialog } = await import('./search-list-dialog');
    return this.ask(SearchListDialog, 'Saved searches', undefined);
  }

  private async ask(
    component: ComponentType<unknown>,
    ariaLabel: string,
    data: unknown,
  ): Promise<SavedSearch | undefined> {
    // A second press of the key while the code loads must not open a second layer.
    if (this.dialog.openDialogs.length > 0) return undefined;
    const dialog = this.dialog.open<SavedSearch, unknown, unknown>(component, {
      ...{ data, ariaLabel, backdropClass: 'scrim', autoFocus: '.first' },
      positionStrategy: createGlobalPositionStrategy(this.injector).centerHorizontally().top('12vh'),
    });
    return firstValueFrom(dialog.closed);
  }
}
