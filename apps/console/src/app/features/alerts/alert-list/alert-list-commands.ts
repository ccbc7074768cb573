import { inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { AlertSummary } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { AlertCommands } from '../alert-detail/alert-commands';
import { ALERT_VIEWS } from '../alert-views';
import { AlertCursor } from './alert-cursor';

/** What the list lets others do with its widgets. */
export interface ListWidgets {
  moveBy(step: number): void;
  /** To the row after this one, if the cursor is still on it. */
  moveOn(from: AlertSummary): void;
  focusFilter(): void;
  showNew(): void;
}

const nothing = () => undefined;

/** The commands of the list and of the alert under its cursor. */
@Service({ autoProvided: false })
export class AlertListCommands {
  private readonly alerts = inject(AlertCommands);
  private readonly cursor = inject(AlertCursor);
  private readonly router = inject(Router);
  private readonly widgets = signal<ListWidgets | undefined>(undefined);

  constructor() {
    offerCommands(() => [...this.inList(), ...this.onAlert(), ...this.alerts.undoing(), ...this.views()]);
  }

  connect(widgets: ListWidgets): void {
    this.widgets.set(widgets);
  }

  private onAlert(): Command[] {
    const row = this.cursor.row();
    return row === undefined ? [] : this.alerts.on(row, () => this.widgets()?.moveOn(row));
  }

  private inList(): Command[] {
    const section = 'This list';
    const widgets = this.widgets();
    const move = (step: number) => () => widgets?.moveBy(step);
    const listed = { section, handledByWidget: true, run: nothing } as const;
    return [
      { id: 'next', label: 'Next', section, keys: 'j', keysOnly: true, run: move(1) },
      { id: 'previous', label: 'Previous', section, keys: 'k', keysOnly: true, run: move(-1) },
      { ...listed, id: 'arrows', label: 'Next, previous', keys: 'arrowdown arrowup' },
      { ...listed, id: 'ends', label: 'First, last', keys: 'home end' },
      { ...listed, id: 'pages', label: 'A screen on, back', keys: 'pagedown pageup' },
      { ...listed, id: 'open-page', label: 'Open full page', keys: 'enter' },
      { ...listed, id: 'preview', label: 'Preview on, off', keys: 'space' },
      {
        id: 'show-new',
        label: 'Show new and changed',
        section,
        keys: '.',
        icon: 'retry',
        run: () => widgets?.showNew(),
      },
      { id: 'filter', label: 'Filter', section, keys: '/', icon: 'filter', run: () => widgets?.focusFilter() },
    ];
  }

  private views(): Command[] {
    return ALERT_VIEWS.map((view) => ({
      id: `view-${view.id}`,
      label: `Alerts: ${view.label}`,
      section: 'Go to',
      icon: 'bell',
      run: () => void this.router.navigate(['/alerts/views', view.id]),
    }));
  }
}
