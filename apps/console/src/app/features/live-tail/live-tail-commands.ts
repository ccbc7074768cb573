import { inject, Service, signal } from '@angular/core';

import type { Command } from '../../core/commands/command';
import { offerCommands } from '../../core/commands/commands';
import { LiveTail } from './live-tail';

/** What the screen lets others do with it. */
export interface TailWidgets {
  moveBy(step: number): void;
  toggle(): void;
  focusFilter(): void;
  togglePause(): void;
}

/** The commands of the live tail. */
@Service({ autoProvided: false })
export class LiveTailCommands {
  private readonly tail = inject(LiveTail);
  private readonly widgets = signal<TailWidgets | undefined>(undefined);

  constructor() {
    offerCommands(() => this.commands());
  }

  connect(widgets: TailWidgets): void {
    this.widgets.set(widgets);
  }

  private commands(): Command[] {
    const section = 'This list';
    const widgets = this.widgets();
    const isPaused = this.tail.isPaused();
    return [
      { id: 'next', label: 'Next', section, keys: 'j', keysOnly: true, run: () => widgets?.moveBy(1) },
      { id: 'previous', label: 'Previous', section, keys: 'k', keysOnly: true, run: () => widgets?.moveBy(-1) },
      { id: 'open', label: 'Fields on, off', section, keys: 'o', keysOnly: true, run: () => widgets?.toggle() },
      {
        id: 'pause',
        label: isPaused ? 'Resume' : 'Pause',
        section,
        keys: 'p',
        icon: isPaused ? 'play' : 'pause',
        run: () => widgets?.togglePause(),
      },
      { id: 'filter', label: 'Filter', section, keys: '/', icon: 'filter', run: () => widgets?.focusFilter() },
    ];
  }
}
