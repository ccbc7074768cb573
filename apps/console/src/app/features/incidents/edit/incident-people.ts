import type { ElementRef } from '@angular/core';
import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import type { Incident } from '@tocsin/api-contract';

import { Avatar } from '../../../core/people/avatar';
import { PeopleDirectory } from '../../../core/people/people-directory';
import { SessionStore } from '../../../core/session/session-store';
import { Failed } from '../../../shared/failed';
import { IncidentStore } from '../page/incident-store';

const MOST_SHOWN = 50;

/** Who leads an incident, who works on it, and who may see it when it is restricted. Each choice is stored at once. */
@Component({
  selector: 'tocsin-incident-people',
  imports: [Avatar, Failed],
  templateUrl: './incident-people.html',
  styleUrl: './incident-people.scss',
})
export class IncidentPeople {
  private readonly store = inject(IncidentStore);
  private readonly session = inject(SessionStore);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  protected readonly directory = inject(PeopleDirectory);
  readonly incident = input.required<Incident>();
  protected readonly typed = signal('');
  protected readonly rows = computed(() => {
    const { lead, team, restrictedTo } = this.incident();
    const words = this.typed().trim().toLowerCase();
    const fits = this.directory
      .people()
      .filter(({ displayName, username }) => `${displayName} ${username}`.toLowerCase().includes(words));
    return fits.slice(0, MOST_SHOWN).map((person) => ({
      person,
      isLead: person.id === lead?.id,
      isInTeam: team.some(({ id }) => id === person.id),
      maySee: restrictedTo.some(({ id }) => id === person.id),
      isMe: person.id === this.session.account()?.id,
    }));
  });

  constructor() {
    this.directory.want();
  }

  focus(): void {
    this.box().nativeElement.focus();
  }

  protected setLead(value: string | null): void {
    void this.store.set('Lead', { field: 'lead', seen: this.incident().lead?.id ?? null, value });
  }

  protected setTeam(id: string, isIn: boolean): void {
    const wish = isIn ? { add: [id] } : { remove: [id] };
    void this.store.run('The team stays as it was.', (api, number) => api.team(number, wish));
  }

  protected setMaySee(id: string, may: boolean): void {
    this.restrict({ isRestricted: true, ...(may ? { add: [id] } : { remove: [id] }) });
  }

  /** Who works on it may see it on. */
  protected setRestricted(isRestricted: boolean): void {
    const { team } = this.incident();
    this.restrict({ isRestricted, ...(isRestricted ? { add: team.map(({ id }) => id) } : {}) });
  }

  private restrict(wish: { isRestricted: boolean; add?: string[]; remove?: string[] }): void {
    void this.store.run('Who may see it stays as it was.', (api, number) => api.restrict(number, wish));
  }
}
