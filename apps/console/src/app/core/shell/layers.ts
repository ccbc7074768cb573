import { Dialog } from '@angular/cdk/dialog';
import { createGlobalPositionStrategy } from '@angular/cdk/overlay';
import { inject, Injector, Service } from '@angular/core';

/** The layers over every screen. They are loaded when first opened; closing one gives the focus back to where it was. */
@Service()
export class Layers {
  private readonly dialog = inject(Dialog);
  private readonly injector = inject(Injector);

  async openPalette(): Promise<void> {
    const { Palette } = await import('../palette/palette');
    this.open(() => this.dialog.open(Palette, this.layer('Search or jump', 'input')));
  }

  async openKeys(): Promise<void> {
    const { KeysHelp } = await import('../palette/keys-help');
    this.open(() => this.dialog.open(KeysHelp, this.layer('Keyboard shortcuts', 'button')));
  }

  /** A second press of the key while the code loads must not open a second layer. */
  private open(open: () => unknown): void {
    if (this.dialog.openDialogs.length === 0) open();
  }

  /** Near the top, so that a list that grows and shrinks with typing does not move its box. */
  private layer(ariaLabel: string, autoFocus: string) {
    const positionStrategy = createGlobalPositionStrategy(this.injector).centerHorizontally().top('12vh');
    return { ariaLabel, backdropClass: 'scrim', autoFocus, positionStrategy };
  }
}
