import { httpResource } from '@angular/common/http';
import { inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { People } from '@tocsin/api-contract';

import type { Command } from '../commands/command';
import { SessionStore } from '../session/session-store';
import { typedValue } from './typed-value';

/** What can be done with what was typed, when it is the name of nothing that can be run. */
@Service({ autoProvided: false })
export class TypedCommands {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly wantsPeople = signal(false);
  private readonly people = httpResource<People>(() =>
    this.wantsPeople() && this.session.may('alert.read') ? '/api/people' : undefined,
  );

  /** Asks who there is; they come a moment later. */
  loadPeople(): void {
    this.wantsPeople.set(true);
  }

  /** One command for each person: the alerts they have. */
  ofPeople(): Command[] {
    const people = this.people.hasValue() ? this.people.value().people : [];
    return people.map(({ id, displayName, username }) => ({
      ...{
        id: `person-${id}`,
        label: `${displayName} (${username}): their open alerts`,
        section: 'Go to',
        icon: 'people',
      },
      run: () => this.go(['/alerts/views/open'], { q: `assignee:${username}` }),
    }));
  }

  /** Of an address, a hash or a name of a host that was pasted. */
  ofValue(typed: string): Command[] {
    const found = typedValue(typed);
    if (found === undefined) return [];
    const { kind, value } = found;
    const what = { address: 'address', hash: 'hash', name: 'host or domain' }[kind];
    return [...this.entity(kind, value), ...this.events(what, value), ...this.alerts(what, value)];
  }

  /** Of any other text. */
  ofText(q: string): Command[] {
    if (q === '') return [];
    const run = () => this.go(['/alerts/views/open'], { q });
    return [{ id: 'search-alerts', label: `Filter open alerts by “${q}”`, section: 'Search', icon: 'filter', run }];
  }

  private entity(kind: string, value: string): Command[] {
    if (kind === 'hash' || !this.session.may('last_seen.read')) return [];
    const screen = kind === 'address' ? 'attacker' : 'asset';
    const run = () => this.go(['/entities', screen, value]);
    return [{ id: 'typed-entity', label: `What is known of ${value}`, section: 'Go to', icon: 'people', run }];
  }

  private events(what: string, value: string): Command[] {
    if (!this.session.may('event.read')) return [];
    const run = () => this.go(['/hunt'], { q: `"${value}"` });
    return [
      { id: 'typed-events', label: `Search events for the ${what} ${value}`, section: 'Search', icon: 'search', run },
    ];
  }

  private alerts(what: string, value: string): Command[] {
    const run = () => this.go(['/alerts/views/open'], { q: value });
    return [
      { id: 'typed-alerts', label: `Open alerts about the ${what} ${value}`, section: 'Search', icon: 'bell', run },
    ];
  }

  private go(commands: readonly string[], queryParams: Record<string, string> = {}): void {
    void this.router.navigate([...commands], { queryParams });
  }
}
