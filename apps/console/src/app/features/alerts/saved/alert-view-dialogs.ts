import { Dialog } from '@angular/cdk/dialog';
import { createGlobalPositionStrategy, type ComponentType } from '@angular/cdk/overlay';
import { inject, Injector, Service } from '@angular/core';
import type { SavedAlertView } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import type { SaveQuestion } from './alert-view-api';

/** The questions about saved views. Each answers the view that was saved or chosen. */
@Service()
export class AlertViewDialogs {
  private readonly dialog = inject(Dialog);
  private readonly injector = inject(Injector);

  async save(question: SaveQuestion): Promise<SavedAlertView | undefined> {
    const { SaveViewDialog } = await import('./save-view-dialog');
    return this.ask(SaveViewDialog, 'Save this view', question);
  }

  async choose(): Promise<SavedAlertView | undefined> {
    const { AlertViewListDialog } = await import('./alert-view-list-dialog');
    return this.ask(AlertViewListDialog, 'Saved views', undefined);
  }

  private async ask(
    component: ComponentType<unknown>,
    ariaLabel: string,
    data: unknown,
  ): Promise<SavedAlertView | undefined> {
    // A second press of the key while the code loads must not open a second layer.
    if (this.dialog.openDialogs.length > 0) return undefined;
    const dialog = this.dialog.open<SavedAlertView, unknown, unknown>(component, {
      ...{ data, ariaLabel, backdropClass: 'scrim', autoFocus: '.first' },
      positionStrategy: createGlobalPositionStrategy(this.injector).centerHorizontally().top('12vh'),
    });
    return firstValueFrom(dialog.closed);
  }
}
