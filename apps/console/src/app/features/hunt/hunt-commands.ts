import { inject, Service, signal } from '@angular/core';

import type { Command } from '../../core/commands/command';
import { offerCommands } from '../../core/commands/commands';
import { EVENT_TABS } from './event/event-tabs';
import { HuntSearch } from './hunt-search';

/** What the screen lets others do with it. */
export interface HuntWidgets {
  moveBy(step: number): void;
  toggle(): void;
  focusQuery(): void;
  searchAgain(): void;
  /** To the time before or after. */
  stepTime(by: 1 | -1): void;
  toggleFacets(): void;
  /** Of the open event; counted from 0. */
  showTab(at: number): void;
  saveSearch(): void;
  chooseSearch(): void;
  /** Absent for who may not take what was found. */
  readonly exportAll?: () => void;
}

/** The commands of the hunt. */
@Service({ autoProvided: false })
export class HuntCommands {
  private readonly search = inject(HuntSearch);
  private readonly widgets = signal<HuntWidgets | undefined>(undefined);

  constructor() {
    offerCommands(() => this.commands());
  }

  connect(widgets: HuntWidgets): void {
    this.widgets.set(widgets);
  }

  private commands(): Command[] {
    const section = 'This list';
    const widgets = this.widgets();
    const more: Command = {
      id: 'more',
      label: 'More events',
      section,
      keys: 'm',
      run: () => void this.search.pages.more(),
    };
    return [
      { id: 'next', label: 'Next', section, keys: 'j', keysOnly: true, run: () => widgets?.moveBy(1) },
      { id: 'previous', label: 'Previous', section, keys: 'k', keysOnly: true, run: () => widgets?.moveBy(-1) },
      { id: 'open', label: 'Fields on, off', section, keys: 'o', keysOnly: true, run: () => widgets?.toggle() },
      { id: 'query', label: 'Write a query', section, keys: '/', icon: 'search', run: () => widgets?.focusQuery() },
      {
        id: 'again',
        label: 'Search again, up to now',
        section,
        keys: 'r',
        icon: 'retry',
        run: () => widgets?.searchAgain(),
      },
      ...(widgets?.exportAll
        ? [{ id: 'export', label: 'Export all that was found', section, keys: 'x', run: widgets.exportAll } as const]
        : []),
      { id: 'earlier', label: 'Earlier', section, keys: '[', run: () => widgets?.stepTime(-1) },
      { id: 'later', label: 'Later', section, keys: ']', run: () => widgets?.stepTime(1) },
      { id: 'save', label: 'Save this search', section, keys: 's', run: () => widgets?.saveSearch() },
      { id: 'saved', label: 'Saved searches', section, keys: 'v', run: () => widgets?.chooseSearch() },
      { id: 'facets', label: 'Counted fields on, off', section, keys: 'f', run: () => widgets?.toggleFacets() },
      ...EVENT_TABS.map(({ id, label }, at): Command => ({
        id: `event-${id}`,
        label: `Event: ${label.toLowerCase()}`,
        section,
        keys: String(at + 1),
        keysOnly: true,
        run: () => widgets?.showTab(at),
      })),
      ...(this.search.pages.hasMore() ? [more] : []),
    ];
  }
}
