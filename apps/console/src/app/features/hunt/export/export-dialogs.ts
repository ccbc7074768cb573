import { Dialog } from '@angular/cdk/dialog';
import { createGlobalPositionStrategy } from '@angular/cdk/overlay';
import { inject, Injector, Service } from '@angular/core';

import type { ExportWish } from './export-wish';

/** Opens the question how to take what was found, from wherever it is asked. */
@Service()
export class ExportDialogs {
  private readonly dialog = inject(Dialog);
  private readonly injector = inject(Injector);

  async open(wish: ExportWish): Promise<void> {
    const { ExportDialog } = await import('./export-dialog');
    // A second press of the key while the code loads must not open a second layer.
    if (this.dialog.openDialogs.length > 0) return;
    this.dialog.open(ExportDialog, {
      data: wish,
      ariaLabel: 'Export events',
      backdropClass: 'scrim',
      autoFocus: '.first',
      positionStrategy: createGlobalPositionStrategy(this.injector).centerHorizontally().top('12vh'),
    });
  }
}
