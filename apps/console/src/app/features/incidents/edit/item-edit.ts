import { Component, computed, inject, input } from '@angular/core';
import type { IncidentItem } from '@tocsin/api-contract';

import { PeopleDirectory } from '../../../core/people/people-directory';
import { ServerClock } from '../../../core/time/server-clock';
import { Toasts } from '../../../core/toasts/toasts';
import { IncidentStore } from '../page/incident-store';
import { Checklist } from './checklist';
import { ITEM_FIELDS, timeOf, timeText, type ChecklistPoint, type ItemField } from './item-fields';

type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const HOUR_MS = 3_600_000;

/** What can be changed of one item; each field is stored for itself when it is left. */
@Component({
  selector: 'tocsin-item-edit',
  imports: [Checklist],
  templateUrl: './item-edit.html',
  styleUrl: './item-edit.scss',
})
export class ItemEdit {
  private readonly store = inject(IncidentStore);
  private readonly clock = inject(ServerClock);
  private readonly toasts = inject(Toasts);
  protected readonly directory = inject(PeopleDirectory);
  readonly item = input.required<IncidentItem>();
  protected readonly fields = computed(() => ITEM_FIELDS[this.item().kind]);
  /** Also who has it now, though they may be no longer here. */
  protected readonly people = computed(() => {
    const [people, holder] = [this.directory.people(), this.item().assignee];
    return holder === null || people.some(({ id }) => id === holder.id) ? people : [holder, ...people];
  });
  protected readonly dues = [1, 4, 24];

  constructor() {
    this.directory.want();
  }

  protected idOf({ field }: ItemField): string {
    return `${this.item().id}-${field}`;
  }

  protected valueOf({ field, way }: ItemField): string {
    const value = this.item().data[field];
    if (way === 'time') return timeText(value);
    if (way === 'lines') return Array.isArray(value) ? value.join('\n') : '';
    return typeof value === 'string' ? value : '';
  }

  protected async save(field: ItemField, box: Box): Promise<void> {
    const value = this.read(field, box.value);
    const isDone = value !== undefined && (await this.set(field, value));
    if (!isDone) box.value = this.valueOf(field);
  }

  protected async setPerson(field: ItemField, box: HTMLSelectElement): Promise<void> {
    if (!(await this.set(field, box.value || null))) box.value = this.item().assignee?.id ?? '';
  }

  protected async setChoice(field: ItemField, box: HTMLSelectElement): Promise<void> {
    const choices = field.choices ?? [];
    if (await this.set(field, choices[box.selectedIndex]?.[0])) return;
    box.selectedIndex = choices.findIndex(([value]) => value === (this.item().data[field.field] ?? null));
  }

  protected async setPoints(field: ItemField, points: readonly ChecklistPoint[], list: Checklist): Promise<void> {
    if (!(await this.set(field, points))) list.restore();
  }

  protected set({ field }: ItemField, value: unknown): Promise<boolean> {
    return this.store.setItem(this.item(), field, value);
  }

  protected setDue(field: ItemField, hours: number): void {
    void this.set(field, new Date(this.clock.now().getTime() + hours * HOUR_MS).toISOString());
  }

  /** What was typed, as the api wants it; `undefined` when it cannot be. */
  private read({ field, way, label }: ItemField, typed: string): unknown {
    if (way === 'lines')
      return typed
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);
    if (way !== 'time') return typed.trim();
    if (typed.trim() === '' && field !== 'at') return null;
    const time = timeOf(typed);
    if (time === undefined) this.toasts.failed(`${label} stays as it was. Write a time such as 2026-11-24 12:15.`);
    return time;
  }
}
