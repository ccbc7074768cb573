import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CreatedListEntries, ListKind, ListList, ListMatches } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../../core/api/problem';
import { ServerClock } from '../../../core/time/server-clock';
import { ENDS, endAfter } from '../../entry-end';
import { Failed } from '../../failed';
import { problemOf } from '../../kept';
import { OutsideText } from '../../text/outside-text';
import { blockedBy } from '../value-forms';

/** What is to be put on a list. */
export interface ListWish {
  readonly kind: Extract<ListKind, 'watchlist' | 'block'>;
  readonly value: string;
}

/** The entry that was made. */
export interface ListedValue {
  readonly list: string;
  readonly id: string;
}

const USUAL_DAYS = { watchlist: 30, block: 7 };

/** Puts a value on a watchlist or a block list: which one, how long, and why. What cannot be taken back says so and waits for the server. */
@Component({
  selector: 'tocsin-list-value-dialog',
  imports: [Failed, OutsideText, RouterLink],
  host: { class: 'dialog' },
  templateUrl: './list-value-dialog.html',
  styleUrl: './value-dialog.scss',
})
export class ListValueDialog {
  protected readonly wish = inject<ListWish>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<ListedValue>>(DialogRef);
  private readonly clock = inject(ServerClock);
  private readonly http = inject(HttpClient);
  protected readonly isBlock = this.wish.kind === 'block';
  protected readonly ends = ENDS.filter(({ days }) => days > 0);
  protected readonly effect = blockedBy(this.wish.value);
  protected readonly resource = httpResource<ListList>(() => `/api/lists?kind=${this.wish.kind}`);
  protected readonly problem = problemOf(this.resource);
  protected readonly lists = computed(() => (this.resource.hasValue() ? this.resource.value().lists : undefined));
  private readonly matching = httpResource<ListMatches>(() => ({
    url: '/api/lists/match',
    params: { value: this.wish.value },
  }));
  protected readonly guardedBy = computed(() =>
    this.isBlock && this.matching.hasValue() ? this.matching.value().guardedBy : null,
  );
  /** Lists of the kind that it stands on already. */
  protected readonly known = computed(() => {
    const matches = this.matching.hasValue() ? this.matching.value().matches : [];
    const live = matches.filter(({ kind, state }) => kind === this.wish.kind && state === 'live');
    return [...new Set(live.map(({ list }) => list))].join(', ');
  });
  protected readonly list = linkedSignal(() => this.lists()?.[0]?.name ?? '');
  protected readonly days = signal<number>(USUAL_DAYS[this.wish.kind]);
  protected readonly reason = signal('');
  protected readonly reference = signal('');
  protected readonly isSending = signal(false);
  protected readonly refused = signal<Problem | undefined>(undefined);
  protected readonly missing = computed(() => {
    if (this.list() === '') return 'a list';
    if (this.reason().trim() === '') return 'a reason';
    return this.isBlock && this.reference().trim() === '' ? 'a reference' : undefined;
  });
  protected readonly verb = computed(() => {
    const end = this.ends.find(({ days }) => days === this.days())?.label ?? '';
    return this.isBlock ? `Block ${this.effect ?? 'it'} for ${end}` : `Watch for ${end}`;
  });

  protected async send(): Promise<void> {
    if (this.isSending() || this.missing() !== undefined) return;
    this.isSending.set(true);
    this.refused.set(undefined);
    try {
      const reference = this.reference().trim();
      const facts = { reason: this.reason().trim(), ...(reference === '' ? {} : { reference }) };
      const entry = { value: this.wish.value, expiresAt: endAfter(this.days(), this.clock.now()), facts };
      const url = `/api/lists/${encodeURIComponent(this.list())}/entries`;
      const { entries } = await firstValueFrom(this.http.post<CreatedListEntries>(url, entry));
      this.dialog.close({ list: this.list(), id: entries[0]?.id ?? '' });
    } catch (error) {
      this.refused.set(toProblem(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
