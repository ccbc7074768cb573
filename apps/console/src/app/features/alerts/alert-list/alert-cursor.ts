import { computed, effect, inject, linkedSignal, Service, untracked } from '@angular/core';
import { Router } from '@angular/router';
import type { AlertSummary } from '@tocsin/api-contract';

import { Preferences } from '../../../core/preferences/preferences';
import { AlertTrail } from '../live/alert-trail';
import { AlertAddress } from './alert-address';
import { AlertListStore } from './alert-list-store';
import { groupKey, type GroupItem, type ListItem } from './list-item';
import { RoomForPreview } from './room-for-preview';

interface Place {
  readonly items: readonly ListItem[];
  readonly open: string | undefined;
}

/** Where a person is in the list, and what of it is open beside the list. */
@Service({ autoProvided: false })
export class AlertCursor {
  private readonly address = inject(AlertAddress);
  private readonly preferences = inject(Preferences);
  private readonly room = inject(RoomForPreview);
  private readonly router = inject(Router);
  private readonly store = inject(AlertListStore);
  private readonly trail = inject(AlertTrail);

  /** Key of the line under the cursor: stays on its alert when the list is loaded anew. */
  readonly key = linkedSignal<Place, string | undefined>({
    source: () => ({ items: this.store.items(), open: this.address.open() }),
    computation: (place, before) => {
      const opened = numbered(place.items, place.open);
      if (opened && (before === undefined || place.open !== before.source.open)) return opened.key;
      const kept = place.items.find(({ key }) => key === before?.value);
      const last = () => numbered(place.items, untracked(this.trail.last));
      return (instead(place, before) ?? kept ?? opened ?? last() ?? place.items[0])?.key;
    },
  });
  readonly item = computed(() => this.store.items().find(({ key }) => key === this.key()));
  /** The alert under the cursor, where it is on one. */
  readonly row = computed(() => {
    const item = this.item();
    return item?.kind === 'alert' ? item.alert : undefined;
  });
  /** Number of the alert in the preview; `undefined` while there is none, or no room for one. */
  readonly open = computed(() => (this.room.isEnough() ? this.address.open() : undefined));

  constructor() {
    effect(() => {
      const row = this.row();
      if (row === undefined || this.open() !== undefined || !this.wantsPreview()) return;
      untracked(() => this.address.preview(row.number, { byItself: true }));
    });
  }

  moveTo(item: ListItem): void {
    this.key.set(item.key);
    if (item.kind === 'more' && item.problem === undefined) this.store.loadGroup(item.group);
    if (item.kind !== 'alert') return;
    this.trail.last.set(item.alert.number);
    if (this.open() !== undefined) this.address.preview(item.alert.number);
  }

  /** Opens an alert beside the list or as a page, as there is room; folds or unfolds a group; fetches more of it. */
  choose(item: ListItem): void {
    this.key.set(item.key);
    if (item.kind === 'group') this.toggle(item);
    else if (item.kind === 'more') this.store.loadGroup(item.group);
    else this.show(item.alert);
  }

  openFully(item: ListItem): void {
    if (item.kind === 'alert') this.openPage(item.alert);
    else this.choose(item);
  }

  /** Folds the group of the line, and goes to its head. */
  fold(item: ListItem): void {
    if (item.group === undefined) return;
    this.key.set(groupKey(item.group));
    this.store.fold(item.group);
  }

  togglePreview(): void {
    const row = this.row();
    if (this.open() !== undefined) {
      this.preferences.set({ preview: 'hidden' });
      this.address.preview(undefined);
    } else if (row) this.show(row);
  }

  openPage(alert: Pick<AlertSummary, 'number'>): void {
    void this.router.navigate(['/alerts', alert.number]);
  }

  private show(alert: AlertSummary): void {
    this.trail.last.set(alert.number);
    if (!this.room.isEnough()) return this.openPage(alert);
    this.preferences.set({ preview: 'shown' });
    this.address.preview(alert.number);
  }

  private toggle({ group, isOpen }: GroupItem): void {
    if (isOpen) this.store.fold(group);
    else this.store.unfold(group);
  }

  private wantsPreview(): boolean {
    return this.room.isEnough() && this.preferences.settings().preview === 'shown';
  }
}

function numbered(items: readonly ListItem[], number: string | undefined): ListItem | undefined {
  return items.find((item) => item.kind === 'alert' && item.alert.number === number);
}

/** Where the cursor stood on what was to be fetched, it goes on to what came. */
function instead({ items }: Place, before: { source: Place; value: string | undefined } | undefined) {
  if (!before?.value?.startsWith('more:')) return undefined;
  return items[before.source.items.findIndex(({ key }) => key === before.value)];
}
