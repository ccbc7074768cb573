import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, untracked, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { LedgerSum, SourceAlarms } from '@tocsin/api-contract';

import { offerCommands } from '../../core/commands/commands';
import { SessionStore } from '../../core/session/session-store';
import { Page } from '../../core/shell/page';
import { SystemState } from '../../core/system/system-state';
import { Moment } from '../../core/time/moment';
import { Failed } from '../../shared/failed';
import { SkeletonRows } from '../../shared/skeleton-rows';
import { Stale } from '../../shared/stale';
import { OutsideText } from '../../shared/text/outside-text';
import { ALARM_WORDS, FlowAlarms } from './flow-alarms';
import { FlowBatches } from './flow-batches';
import { FlowCourse } from './flow-course';
import { DEFAULT_RANGE, differenceOf, FLOW_RANGES, TERMS, type FlowSlot } from './flow-range';
import { FlowStore } from './flow-store';

const LONGEST_DETAIL_MS = 3_600_000;

/** What became of every accepted event: the equation, its course, each source, and the parts that carry it. */
@Component({
  selector: 'tocsin-flow-page',
  imports: [
    Failed,
    FlowAlarms,
    FlowBatches,
    FlowCourse,
    MatIcon,
    Moment,
    OutsideText,
    Page,
    RouterLink,
    SkeletonRows,
    Stale,
  ],
  providers: [FlowStore],
  templateUrl: './flow-page.html',
  styleUrl: './flow-page.scss',
})
export class FlowPage {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly table = viewChild<ElementRef<HTMLElement>>('table');
  protected readonly store = inject(FlowStore);
  protected readonly system = inject(SystemState).status;
  protected readonly mayRead = this.session.may('source.read');
  protected readonly mayReadParked = this.session.may('parked.read');
  protected readonly ranges = FLOW_RANGES;
  protected readonly terms = TERMS;
  readonly range = input<string>();
  readonly source = input<string>();
  protected readonly chosen = computed(() => FLOW_RANGES.find(({ id }) => id === this.range()) ?? DEFAULT_RANGE);
  protected readonly agreeing = computed(() => {
    const slots = this.store.slots() ?? [];
    return { all: slots.length, agree: slots.filter(({ unexplained }) => unexplained === 0).length };
  });
  protected readonly difference = differenceOf;
  protected readonly alarmWords = ALARM_WORDS;
  /** Of the chosen source; of all when none is. */
  protected readonly alarms = computed(() => {
    const source = this.source();
    return source === undefined ? this.store.alarms() : this.alarmsOf(source);
  });

  constructor() {
    effect(() => {
      const [range, source] = [this.chosen(), this.source()];
      if (this.mayRead) untracked(() => this.store.show(range, source));
    });
    const section = 'This list';
    offerCommands(() => [
      { id: 'next', label: 'Next source', section, keys: 'j', run: () => this.move(1) },
      { id: 'previous', label: 'Source before', section, keys: 'k', run: () => this.move(-1) },
    ]);
  }

  protected alarmsOf(source: string | null): SourceAlarms['alarms'] {
    return this.store.alarms().filter((alarm) => alarm.source === source);
  }

  protected number(sum: LedgerSum, key: keyof LedgerSum): string {
    return sum[key].toLocaleString('en');
  }

  protected open(slot: FlowSlot | undefined): void {
    if (slot === undefined) return;
    const isShort = Date.parse(slot.to) - Date.parse(slot.from) <= LONGEST_DETAIL_MS;
    if (isShort) this.store.look({ from: slot.from, to: slot.to });
    else void this.router.navigate([], { queryParams: { range: '7d' }, queryParamsHandling: 'merge' });
  }

  /** The focus is the cursor: Enter follows the link that has it. */
  private move(step: 1 | -1): void {
    const links = [...(this.table()?.nativeElement.querySelectorAll<HTMLElement>('tbody a.source') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  }
}
