import { Service, signal } from '@angular/core';

import type { Command } from '../../core/commands/command';
import { offerCommands } from '../../core/commands/commands';

/** What the screen lets others do with it. */
export interface WatchlistWidgets {
  focusFilter(): void;
  focusNew(): void;
  focusTest(): void;
  moveRow(step: 1 | -1): void;
  changeEnd(): void;
  newList(): void;
}

/** The commands of the watchlists. */
@Service({ autoProvided: false })
export class WatchlistsCommands {
  private readonly widgets = signal<WatchlistWidgets | undefined>(undefined);
  private readonly mayManage = signal(false);

  constructor() {
    offerCommands(() => this.commands());
  }

  connect(widgets: WatchlistWidgets, mayManage: boolean): void {
    this.widgets.set(widgets);
    this.mayManage.set(mayManage);
  }

  private commands(): Command[] {
    const section = 'This list';
    const widgets = this.widgets();
    const filter: Command = {
      id: 'filter',
      label: 'Find in the list',
      section,
      keys: '/',
      icon: 'filter',
      run: () => widgets?.focusFilter(),
    };
    const test: Command = {
      id: 'test-value',
      label: 'Test a value on all lists',
      section,
      keys: 't',
      icon: 'search',
      run: () => widgets?.focusTest(),
    };
    const rows: Command[] = [
      { id: 'next', label: 'Next entry', section, keys: 'j', run: () => widgets?.moveRow(1) },
      { id: 'previous', label: 'Previous entry', section, keys: 'k', run: () => widgets?.moveRow(-1) },
    ];
    if (!this.mayManage()) return [...rows, filter, test];
    return [
      ...rows,
      filter,
      test,
      {
        id: 'end',
        label: 'Change the end of the entry',
        section,
        keys: 'e',
        icon: 'clock',
        run: () => widgets?.changeEnd(),
      },
      { id: 'new-entry', label: 'Add an entry', section, keys: 'a', icon: 'plus', run: () => widgets?.focusNew() },
      { id: 'new-list', label: 'New list', section, keys: 'n', icon: 'plus', run: () => widgets?.newList() },
    ];
  }
}
