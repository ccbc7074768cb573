import { Clipboard } from '@angular/cdk/clipboard';
import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import type { AlertSummary } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { Toasts } from '../../../core/toasts/toasts';
import { AlertTriage } from '../live/alert-triage';

/** What can be done with one alert, wherever it is shown. A command that cannot act now is not offered. */
@Service()
export class AlertCommands {
  private readonly clipboard = inject(Clipboard);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly triage = inject(AlertTriage);

  on(alert: AlertSummary): Command[] {
    const section = 'On the open alert';
    const copy: Command = {
      id: 'copy-alert',
      label: `Copy link to ${alert.number}`,
      section,
      icon: 'link',
      run: () => this.copyLink(alert),
    };
    if (!this.triage.canTake(alert)) return [copy];
    const run = () => void this.triage.take(alert);
    return [{ id: 'take', label: `Take ${alert.number}`, section, keys: 'a', icon: 'hand', run }, copy];
  }

  copyLink(alert: AlertSummary): void {
    const url = new URL(
      this.router.serializeUrl(this.router.createUrlTree(['/alerts', alert.number])),
      location.origin,
    );
    if (this.clipboard.copy(url.href)) this.toasts.done(`Link to ${alert.number} copied.`);
    else this.toasts.failed('The browser did not allow copying. Open the alert and copy its address.');
  }
}
