import { computed, effect, inject, linkedSignal, Service, untracked } from '@angular/core';
import { Router } from '@angular/router';
import type { AlertSummary } from '@tocsin/api-contract';

import { Preferences } from '../../../core/preferences/preferences';
import { AlertTrail } from '../live/alert-trail';
import { AlertAddress } from './alert-address';
import { AlertListStore } from './alert-list-store';
import { RoomForPreview } from './room-for-preview';

interface Place {
  readonly rows: readonly AlertSummary[];
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

  /** Id of the row under the cursor: stays on its alert when the list is loaded anew. */
  readonly id = linkedSignal<Place, string | undefined>({
    source: () => ({ rows: this.store.rows(), open: this.address.open() }),
    computation: (place, before) => {
      const opened = place.rows.find((row) => row.number === place.open);
      if (opened && (before === undefined || place.open !== before.source.open)) return opened.id;
      const kept = place.rows.find((row) => row.id === before?.value);
      return (kept ?? opened ?? this.lastSeen(place.rows) ?? place.rows[0])?.id;
    },
  });
  readonly row = computed(() => this.store.rows().find((row) => row.id === this.id()));
  /** Number of the alert in the preview; `undefined` while there is none, or no room for one. */
  readonly open = computed(() => (this.room.isEnough() ? this.address.open() : undefined));

  constructor() {
    effect(() => {
      const row = this.row();
      if (row === undefined || this.open() !== undefined || !this.wantsPreview()) return;
      untracked(() => this.address.preview(row.number, { byItself: true }));
    });
  }

  moveTo(alert: AlertSummary): void {
    this.id.set(alert.id);
    this.trail.last.set(alert.number);
    if (this.open() !== undefined) this.address.preview(alert.number);
  }

  /** Opens the alert where there is room for it: beside the list, or as a page. */
  choose(alert: AlertSummary): void {
    this.id.set(alert.id);
    this.trail.last.set(alert.number);
    if (!this.room.isEnough()) return this.openPage(alert);
    this.preferences.set({ preview: 'shown' });
    this.address.preview(alert.number);
  }

  togglePreview(): void {
    const row = this.row();
    if (this.open() !== undefined) {
      this.preferences.set({ preview: 'hidden' });
      this.address.preview(undefined);
    } else if (row) this.choose(row);
  }

  openPage(alert: Pick<AlertSummary, 'number'>): void {
    void this.router.navigate(['/alerts', alert.number]);
  }

  private lastSeen(rows: readonly AlertSummary[]): AlertSummary | undefined {
    const last = untracked(this.trail.last);
    return rows.find((row) => row.number === last);
  }

  private wantsPreview(): boolean {
    return this.room.isEnough() && this.preferences.settings().preview === 'shown';
  }
}
