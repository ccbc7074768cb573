import { inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { AlertSummary } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { AlertCommands } from '../alert-detail/alert-commands';
import { ALERT_VIEWS } from '../alert-views';
import { AlertSelection } from '../bulk/alert-selection';
import { BulkCommands } from '../bulk/bulk-commands';
import { AlertCursor } from './alert-cursor';

/** What the list lets others do with its widgets. */
export interface ListWidgets {
  moveBy(step: number): void;
  /** Selects from the row under the cursor to the one so many rows on. */
  extendBy(step: number): void;
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
  private readonly bulk = inject(BulkCommands);
  private readonly cursor = inject(AlertCursor);
  private readonly router = inject(Router);
  private readonly selection = inject(AlertSelection);
  private readonly widgets = signal<ListWidgets | undefined>(undefined);

  constructor() {
    offerCommands(() => [
      ...this.inList(),
      ...this.selecting(),
      ...this.onAlerts(),
      ...this.alerts.undoing(),
      ...this.views(),
    ]);
  }

  connect(widgets: ListWidgets): void {
    this.widgets.set(widgets);
  }

  /** What is selected comes before what the cursor is on. */
  private onAlerts(): Command[] {
    return this.selection.isEmpty() ? this.onAlert() : this.bulk.all();
  }

  private selecting(): Command[] {
    const section = 'This list';
    const row = this.cursor.row();
    if (row === undefined) return [];
    const extend = (step: number) => () => this.widgets()?.extendBy(step);
    const all = () => void this.selection.selectAll();
    return [
      { id: 'select', label: 'Select row', section, keys: 'x', run: () => this.selection.toggle(row) },
      { id: 'extend', label: 'Extend selection', section, keys: 'shift+j', keysOnly: true, run: extend(1) },
      { id: 'extend-back', label: 'Extend back', section, keys: 'shift+k', keysOnly: true, run: extend(-1) },
      { id: 'select-all', label: 'Select all that match', section, keys: 'ctrl+a', run: all },
    ];
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
