import { Dialog } from '@angular/cdk/dialog';
import { createGlobalPositionStrategy, type ComponentType } from '@angular/cdk/overlay';
import { inject, Injector, Service } from '@angular/core';
import { firstValueFrom } from 'rxjs';

import type { SavedKind, SavedThing, SaveQuestion } from './saved-kind';

/** The questions about what is kept under a name. Each answers what was saved or chosen. */
@Service()
export class SavedDialogs {
  private readonly dialog = inject(Dialog);
  private readonly injector = inject(Injector);

  async save<T extends SavedThing, C extends { q: string }>(
    kind: SavedKind<T, C>,
    question: SaveQuestion<T, C>,
  ): Promise<T | undefined> {
    const { SaveDialog } = await import('./save-dialog');
    return this.ask<T>(SaveDialog, `Save this ${kind.one}`, { ...question, kind });
  }

  async choose<T extends SavedThing, C extends { q: string }>(kind: SavedKind<T, C>): Promise<T | undefined> {
    const { SavedListDialog } = await import('./saved-list-dialog');
    return this.ask<T>(SavedListDialog, `Saved ${kind.many}`, kind);
  }

  private async ask<T>(component: ComponentType<unknown>, ariaLabel: string, data: unknown): Promise<T | undefined> {
    // A second press of the key while the code loads must not open a second layer.
    if (this.dialog.openDialogs.length > 0) return undefined;
    const dialog = this.dialog.open<T, unknown, unknown>(component, {
      ...{ data, ariaLabel, backdropClass: 'scrim', autoFocus: '.first' },
      positionStrategy: createGlobalPositionStrategy(this.injector).centerHorizontally().top('12vh'),
    });
    return firstValueFrom(dialog.closed);
  }
}
