import { Clipboard } from '@angular/cdk/clipboard';
import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';

import type { Command } from '../commands/command';
import { offerCommands } from '../commands/commands';
import { Regions } from '../commands/regions';
import { Preferences } from '../preferences/preferences';
import { SessionStore } from '../session/session-store';
import { Toasts } from '../toasts/toasts';
import { Layers } from './layers';
import { SignOut } from './sign-out';

/** Of a command that is only listed. */
const nothing = () => undefined;

/** What can be done on every screen. */
@Service({ autoProvided: false })
export class FrameCommands {
  private readonly clipboard = inject(Clipboard);
  private readonly layers = inject(Layers);
  private readonly look = inject(FrameLook);
  private readonly regions = inject(Regions);
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly signOut = inject(SignOut);

  constructor() {
    offerCommands(() => [...this.goTo(), ...this.anywhere(), ...this.look.commands()]);
  }

  private goTo(): Command[] {
    const go = (path: string) => () => void this.router.navigateByUrl(path);
    const section = 'Go to';
    return [
      { id: 'go-home', label: 'Home', section, keys: 'g h', icon: 'home', run: go('/home') },
      { id: 'go-alerts', label: 'Alerts', section, keys: 'g a', icon: 'bell', run: go('/alerts') },
      { id: 'go-incidents', label: 'Incidents', section, keys: 'g i', icon: 'flag', run: go('/incidents') },
      { id: 'go-hunt', label: 'Hunt', section, keys: 'g s', icon: 'search', run: go('/hunt') },
      { id: 'go-tail', label: 'Live tail', section, keys: 'g t', icon: 'stream', run: go('/tail') },
      { id: 'go-entities', label: 'Entities', section, keys: 'g e', icon: 'people', run: go('/entities') },
      { id: 'go-watchlists', label: 'Watchlists', section, keys: 'g w', icon: 'list', run: go('/watchlists') },
      { id: 'go-rules', label: 'Rules', section, keys: 'g r', icon: 'rule', run: go('/rules') },
      { id: 'go-flow', label: 'Sources & flow', section, keys: 'g f', icon: 'flow', run: go('/flow') },
      { id: 'go-parked', label: 'Parked events', section, keys: 'g p', icon: 'parked', run: go('/parked') },
      { id: 'go-settings', label: 'Settings', section, keys: 'g ,', icon: 'settings', run: go('/settings') },
      { id: 'go-sources', label: 'Sources & keys', section, icon: 'key', run: go('/settings/sources') },
      { id: 'go-profile', label: 'Profile', section, icon: 'people', run: go('/settings/profile') },
      { id: 'go-audit', label: 'Audit log', section, icon: 'lock', run: go('/settings/audit') },
      { id: 'go-people', label: 'People', section, icon: 'people', run: go('/settings/people') },
    ];
  }

  private anywhere(): Command[] {
    const section = 'Anywhere';
    const region = (step: 1 | -1) => () => this.regions.focusNext(step);
    return [
      ...this.making(),
      {
        id: 'palette',
        label: 'Search or jump',
        section,
        keys: 'ctrl+k',
        keysOnly: true,
        run: () => void this.layers.openPalette(),
      },
      {
        id: 'keys',
        label: 'Keyboard shortcuts',
        section,
        keys: '?',
        icon: 'keyboard',
        run: () => void this.layers.openKeys(),
      },
      {
        id: 'copy-link',
        label: 'Copy link to this view',
        section,
        keys: 'y',
        icon: 'link',
        run: () => this.copyLink(),
      },
      { id: 'next-region', label: 'Next region', section, keys: 'f6', keysOnly: true, run: region(1) },
      { id: 'last-region', label: 'Region before', section, keys: 'shift+f6', keysOnly: true, run: region(-1) },
      { id: 'close', label: 'Close the top layer', section, keys: 'escape', handledByWidget: true, run: nothing },
      { id: 'sign-out', label: 'Sign out', section, icon: 'sign-out', run: () => void this.signOut.run() },
    ];
  }

  private making(): Command[] {
    if (!this.session.may('incident.handle')) return [];
    const run = () => void this.router.navigateByUrl('/incidents?new=yes');
    return [{ id: 'new-incident', label: 'New incident', section: 'Anywhere', keys: 'c', icon: 'flag', run }];
  }

  private copyLink(): void {
    if (this.clipboard.copy(location.href)) this.toasts.done('Link to this view copied.');
    else this.toasts.failed('The browser did not allow copying. The link is in its address bar.');
  }
}

/** The commands that change how every screen looks. */
@Service()
export class FrameLook {
  private readonly preferences = inject(Preferences);

  commands(): Command[] {
    const { zone, navigation } = this.preferences.settings();
    const section = 'Anywhere';
    const dark = this.preferences.theme() === 'dark';
    return [
      {
        id: 'zone',
        label: zone === 'utc' ? 'Show times in local time' : 'Show times in UTC',
        section,
        keys: 'z',
        icon: 'clock',
        run: () => this.preferences.set({ zone: zone === 'utc' ? 'local' : 'utc' }),
      },
      {
        id: 'navigation',
        label: navigation === 'wide' ? 'Fold navigation' : 'Unfold navigation',
        section,
        keys: '\\',
        icon: 'preview',
        run: () => this.preferences.set({ navigation: navigation === 'wide' ? 'narrow' : 'wide' }),
      },
      {
        id: 'theme',
        label: dark ? 'Light theme' : 'Dark theme',
        section,
        icon: 'theme',
        run: () => this.preferences.set({ theme: dark ? 'light' : 'dark' }),
      },
    ];
  }
}
