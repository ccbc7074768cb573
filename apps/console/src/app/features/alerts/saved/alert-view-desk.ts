import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import type { SavedAlertView } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { Toasts } from '../../../core/toasts/toasts';
import { AlertAddress } from '../alert-list/alert-address';
import { SavedDialogs } from '../../../shared/saved/saved-dialogs';
import { SAVED_VIEWS } from './saved-views';

/** Keeps the list as it is under a name, and opens what was kept. */
@Service({ autoProvided: false })
export class AlertViewDesk {
  private readonly address = inject(AlertAddress);
  private readonly dialogs = inject(SavedDialogs);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  commands(): Command[] {
    const section = 'This list';
    return [
      { id: 'saved-views', label: 'Saved views…', section, keys: 'v', run: () => void this.choose() },
      { id: 'save-view', label: 'Save this view…', section, keys: 'shift+v', run: () => void this.save() },
    ];
  }

  async save(): Promise<void> {
    const content = this.address.content();
    if (content === undefined) return;
    const view = await this.dialogs.save(SAVED_VIEWS, { content, saved: this.address.saved() });
    if (view === undefined) return;
    this.toasts.done(`“${view.name}” is saved.`);
    this.open(view);
  }

  async choose(): Promise<void> {
    const view = await this.dialogs.choose(SAVED_VIEWS);
    if (view !== undefined) this.open(view);
  }

  private open(view: SavedAlertView): void {
    this.address.learn(view);
    void this.router.navigate(['/alerts/views', view.id]);
  }
}
