import { computed, DestroyRef, inject, Service, signal, type Signal } from '@angular/core';

import type { Command } from './command';

/** Every command of what is on the screen. The keyboard, its help and the palette read the same list, so none can lie. */
@Service()
export class Commands {
  private readonly offers = signal<readonly Signal<readonly Command[]>[]>([]);
  /** The newest offer first: a screen may take a key over from the frame around it. */
  readonly all = computed(() => this.offers().flatMap((offer) => offer()));

  add(offer: Signal<readonly Command[]>): () => void {
    this.offers.update((offers) => [offer, ...offers]);
    return () => this.offers.update((offers) => offers.filter((other) => other !== offer));
  }
}

/** Offers commands as long as the component or service that calls it lives; the list may change with what is open. */
export function offerCommands(commands: () => readonly Command[]): void {
  inject(DestroyRef).onDestroy(inject(Commands).add(computed(commands)));
}
