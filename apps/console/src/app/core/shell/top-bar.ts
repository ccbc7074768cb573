import { CdkMenu, CdkMenuItem, CdkMenuItemRadio, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, inject } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import { KeyHint } from '../commands/key-hint';
import { Avatar } from '../people/avatar';
import { Preferences, type Density, type Theme } from '../preferences/preferences';
import { SessionStore } from '../session/session-store';
import { Layers } from './layers';
import { SignOut } from './sign-out';

/** What stands above every screen: its title, the way to everything else, zone, look, help and oneself. */
@Component({
  selector: 'tocsin-top-bar',
  imports: [Avatar, CdkMenu, CdkMenuItem, CdkMenuItemRadio, CdkMenuTrigger, KeyHint, MatIcon],
  host: { role: 'banner' },
  templateUrl: './top-bar.html',
  styleUrl: './top-bar.scss',
})
export class TopBar {
  protected readonly preferences = inject(Preferences);
  protected readonly session = inject(SessionStore);
  protected readonly layers = inject(Layers);
  protected readonly signOut = inject(SignOut);
  protected readonly themes: readonly { readonly value: Theme; readonly label: string }[] = [
    { value: 'system', label: 'As the system' },
    { value: 'dark', label: 'Dark' },
    { value: 'light', label: 'Light' },
  ];
  protected readonly densities: readonly { readonly value: Density; readonly label: string }[] = [
    { value: 'compact', label: 'Compact' },
    { value: 'regular', label: 'Regular' },
    { value: 'comfortable', label: 'Comfortable' },
  ];
}
