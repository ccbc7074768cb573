import type { ElementRef } from '@angular/core';
import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { IncidentItem } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { Avatar } from '../../../core/people/avatar';
import { SessionStore } from '../../../core/session/session-store';
import { Moment } from '../../../core/time/moment';
import { ServerClock } from '../../../core/time/server-clock';
import { Toasts } from '../../../core/toasts/toasts';
import { LiveText } from '../../../shared/live-text/live-text';
import { OutsideText } from '../../../shared/text/outside-text';
import { ValueMenu } from '../../../shared/value-menu/value-menu';
import { ItemEdit } from '../edit/item-edit';
import { ITEM_FIELDS, pointsOf } from '../edit/item-fields';
import { IncidentStore } from './incident-store';
import { dataOf, type KindWords } from './item-words';

/** Items of one kind, and a box that adds one. */
@Component({
  selector: 'tocsin-item-section',
  imports: [Avatar, ItemEdit, KeyHint, LiveText, MatIcon, Moment, OutsideText, ValueMenu],
  templateUrl: './item-section.html',
  styleUrl: './item-section.scss',
})
export class ItemSection {
  private readonly store = inject(IncidentStore);
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  readonly words = input.required<KindWords>();
  readonly mayHandle = input.required<boolean>();
  /** Only the box that adds one. */
  readonly isBoxOnly = input(false);
  protected readonly items = computed(() => this.store.of(this.words().kind));
  protected readonly isLoaded = computed(() => this.store.items() !== undefined);
  protected readonly trouble = signal('');
  protected readonly number = this.store.number;
  /** Whose long text is open. */
  protected readonly opened = signal<string | undefined>(undefined);
  protected readonly hasText = computed(() => ['task', 'theory'].includes(this.words().kind));
  /** Id of the item that is being changed. */
  protected readonly edited = signal('');
  protected readonly mayEdit = computed(() => this.mayHandle() && ITEM_FIELDS[this.words().kind].length > 0);

  focus(): void {
    this.box()?.nativeElement.focus();
  }

  protected nameOf({ data }: IncidentItem): string {
    const { title, value, tag } = data as Partial<Record<string, string>>;
    return title ?? value ?? tag ?? '';
  }

  protected text({ data }: IncidentItem, field: string): string {
    const value = data[field];
    return typeof value === 'string' ? value : '';
  }

  /** How many points of its checklist are done; empty without one. */
  protected doneOf({ data }: IncidentItem): string {
    const points = pointsOf(data['checklist']);
    return points.length === 0 ? '' : `${points.filter(({ isDone }) => isDone).length} of ${points.length}`;
  }

  protected isLate({ data }: IncidentItem): boolean {
    return data['state'] === 'open' && Date.parse(String(data['dueAt'])) < this.clock.now().getTime();
  }

  protected toggleEdit({ id }: IncidentItem): void {
    this.edited.update((open) => (open === id ? '' : id));
  }

  protected async add(input: HTMLInputElement): Promise<void> {
    const { kind } = this.words();
    const data = dataOf(kind, input.value, this.clock.now());
    this.trouble.set(data === undefined ? `Write it as: ${this.words().hint}.` : '');
    if (data === undefined) return;
    const isDone = await this.store.run('It was not added.', (api, number) => api.add(number, kind, data));
    if (isDone) input.value = '';
  }

  protected async setState(item: IncidentItem, box: HTMLSelectElement): Promise<void> {
    if (await this.store.setItem(item, 'state', box.value)) return;
    box.value = this.text(this.items().find(({ id }) => id === item.id) ?? item, 'state');
  }

  protected take(item: IncidentItem): void {
    void this.store.setItem(item, 'assigneeId', this.session.account()?.id ?? null);
  }

  protected async remove(item: IncidentItem): Promise<void> {
    const isDone = await this.store.run('It stays.', (api, number) => api.removeItem(number, item.id));
    const undo = () => void this.store.run('It stays away.', (api, number) => api.restoreItem(number, item.id));
    if (isDone) this.toasts.done('Removed.', { label: 'Undo', run: undo });
    this.focus();
  }
}
