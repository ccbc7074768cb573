import { inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { AlertSummary } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { AlertCommands } from '../alert-detail/alert-commands';
import { ALERT_VIEWS } from '../alert-views';
import { AlertSelection } from '../bulk/alert-selection';
import { BulkCommands } from '../bulk/bulk-commands';
import { GROUPINGS, SORTS } from '../list-shape';
import { AlertViewDesk } from '../saved/alert-view-desk';
import { AlertAddress } from './alert-address';
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
  toggleFacets(): void;
}

const nothing = () => undefined;
const FOLDING = 'arrowleft arrowright';

/** The commands of the list and of the alert under its cursor. */
@Service({ autoProvided: false })
export class AlertListCommands {
  private readonly address = inject(AlertAddress);
  private readonly alerts = inject(AlertCommands);
  private readonly bulk = inject(BulkCommands);
  private readonly cursor = inject(AlertCursor);
  private readonly desk = inject(AlertViewDesk);
  private readonly router = inject(Router);
  private readonly selection = inject(AlertSelection);
  private readonly widgets = signal<ListWidgets | undefined>(undefined);

  constructor() {
    offerCommands(() => [
      ...this.inList(),
      ...this.desk.commands(),
      ...this.shaping(),
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
    const item = this.cursor.item();
    if (item === undefined) return [];
    const extend = (step: number) => () => this.widgets()?.extendBy(step);
    const all = () => void this.selection.selectAll();
    return [
      {
        ...{ id: 'select', section, keys: 'x', run: () => this.selection.toggle(item) },
        label: item.kind === 'group' ? 'Select group' : 'Select row',
      },
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

  private shaping(): Command[] {
    const section = 'This list';
    const listed = { section, handledByWidget: true, run: nothing } as const;
    const groupings = GROUPINGS.map(({ id, label }) => ({
      ...({ id: `group-${id}`, section, run: () => this.address.groupBy(id) } as const),
      label: id === 'none' ? 'Do not group' : `Group by ${label.toLowerCase()}`,
    }));
    const sorts = SORTS.map(({ id, label }) => ({
      ...({ id: `sort-${id}`, label, section, run: () => this.address.sortBy(id) } as const),
    }));
    return [
      ...(this.address.group() === 'none' ? [] : [{ ...listed, id: 'folding', label: 'Fold, unfold', keys: FOLDING }]),
      { id: 'group', label: 'Group by the next', section, keys: 'shift+g', keysOnly: true, run: () => this.regroup() },
      { id: 'sort', label: 'Sort by the next', section, keys: 'shift+s', keysOnly: true, run: () => this.resort() },
      { id: 'facets', label: 'Counts on, off', section, keys: 'f', run: () => this.widgets()?.toggleFacets() },
      ...groupings,
      ...sorts,
    ];
  }

  private regroup(): void {
    this.address.groupBy(next(GROUPINGS, this.address.group()));
  }

  private resort(): void {
    this.address.sortBy(next(SORTS, this.address.sort()));
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

/** The choice after this one, and after the last the first. */
function next<T>(choices: readonly { readonly id: T }[], chosen: T): T {
  const at = choices.findIndex(({ id }) => id === chosen);
  return choices[(at + 1) % choices.length]?.id ?? chosen;
}
