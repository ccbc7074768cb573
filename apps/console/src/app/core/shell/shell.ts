import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';

import { Keyboard } from '../commands/keyboard';
import { Preferences } from '../preferences/preferences';
import { ToastStack } from '../toasts/toast-stack';
import { ConnectionBanner } from './connection-banner';
import { ShiftPlace } from '../shift/shift-place';
import { FrameCommands } from './frame-commands';
import { Navigation } from './navigation';
import { RouteFocus } from './route-focus';
import { StatusLine } from './status-line';

/** The frame around every screen for people who are signed in. */
@Component({
  selector: 'tocsin-shell',
  imports: [ConnectionBanner, Navigation, RouterOutlet, StatusLine, ToastStack],
  providers: [FrameCommands, RouteFocus, ShiftPlace],
  host: { '[class.narrow]': "preferences.settings().navigation === 'narrow'" },
  template: `
    <a class="skip-link button primary" href="#main" (click)="routeFocus.focusMain($event)">Skip to content</a>
    <tocsin-navigation />
    <tocsin-connection-banner />
    <router-outlet />
    <tocsin-status-line />
    <tocsin-toast-stack />
  `,
  styleUrl: './shell.scss',
})
export class Shell {
  protected readonly preferences = inject(Preferences);
  protected readonly routeFocus = inject(RouteFocus);

  constructor() {
    inject(Keyboard);
    inject(FrameCommands);
    inject(ShiftPlace);
  }
}
