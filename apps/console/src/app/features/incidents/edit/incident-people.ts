import type { ElementRef } from '@angular/core';
import { Component, computed, inject, input, signal, viewChild, viewChildren } from '@angular/core';
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
  private readonly leads = viewChildren<ElementRef<HTMLInputElement>>('lead');
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

  /** What is refused is taken back from the box too: there, and below. */
  protected async setLead(value: string | null): Promise<void> {
    const seen = this.incident().lead?.id ?? null;
    if (await this.store.set('Lead', { field: 'lead', seen, value })) return;
    for (const { nativeElement: one } of this.leads()) one.checked = one.value === this.incident().lead?.id;
  }

  protected async setTeam(id: string, box: HTMLInputElement): Promise<void> {
    const wish = box.checked ? { add: [id] } : { remove: [id] };
    const isDone = await this.store.run('The team stays as it was.', (api, number) => api.team(number, wish));
    if (!isDone) box.checked = this.incident().team.some((one) => one.id === id);
  }

  protected async setMaySee(id: string, box: HTMLInputElement): Promise<void> {
    const isDone = await this.restrict({ isRestricted: true, ...(box.checked ? { add: [id] } : { remove: [id] }) });
    if (!isDone) box.checked = this.incident().restrictedTo.some((one) => one.id === id);
  }

  /** Who works on it may see it on. */
  protected async setRestricted(box: HTMLInputElement): Promise<void> {
    const add = this.incident().team.map(({ id }) => id);
    const isRestricted = box.checked;
    const isDone = await this.restrict({ isRestricted, ...(isRestricted ? { add } : {}) });
    if (!isDone) box.checked = this.incident().isRestricted;
  }

  private restrict(wish: { isRestricted: boolean; add?: string[]; remove?: string[] }): Promise<boolean> {
    return this.store.run('Who may see it stays as it was.', (api, number) => api.restrict(number, wish));
  }
}
