import { httpResource } from '@angular/common/http';
import { Component, computed, ElementRef, inject, input, output, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { EventFacet, EventFacets } from '@tocsin/api-contract';

import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import type { Pivot } from '../hunt-event';
import { conditionOf } from '../../../shared/value-menu/conditions';
import { HuntSearch } from '../hunt-search';

/** Longer values find nobody else. */
const LONGEST_VALUE = 1_000;
const LONGEST_NAME = 256;
/** More does not fit beside the rows. */
const LONGEST_TEXT = 200;

/** The most frequent values of chosen fields, counted over all that was found. Arrows go from value to value. */
@Component({
  selector: 'tocsin-hunt-facets',
  imports: [Failed, MatIcon, OutsideText, SkeletonRows],
  templateUrl: './hunt-facets.html',
  styleUrl: './hunt-facets.scss',
})
export class HuntFacets {
  private readonly search = inject(HuntSearch);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly fields = input.required<readonly string[]>();
  readonly pivoted = output<Pivot>();
  readonly fieldToggled = output<string>();
  readonly closed = output();
  protected readonly resource = httpResource<EventFacets>(() => {
    const wish = this.search.asked();
    const { q, from, to } = wish ?? {};
    return (
      wish && {
        url: '/api/events/facets',
        params: { q: q ?? '', from: from ?? '', to: to ?? '', fields: this.fields().join(',') },
      }
    );
  });
  private readonly kept = keep(this.resource);
  protected readonly problem = problemOf(this.resource);
  protected readonly facets = computed(() => this.kept()?.value.facets.map(drawn));
  /** Name of the value that Tab leads to. */
  protected readonly at = signal<string | undefined>(undefined);
  protected readonly longestName = LONGEST_NAME;
  protected readonly tabStop = computed(() => {
    const ids = this.facets()?.flatMap(({ values }) => values.map(({ id }) => id)) ?? [];
    return ids.find((id) => id === this.at()) ?? ids[0];
  });

  protected pivot(kind: Pivot['kind'], condition: string | undefined): void {
    if (condition !== undefined) this.pivoted.emit({ kind, condition });
  }

  protected move(event: Event, step: number): void {
    const values = [...this.element.nativeElement.querySelectorAll<HTMLElement>('.value')];
    const at = values.indexOf(event.currentTarget as HTMLElement);
    const next = values[Math.min(values.length - 1, Math.max(0, at + step))];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    next.focus();
  }

  protected add(box: HTMLInputElement): void {
    const name = box.value.trim();
    // What the address cannot hold as one name is none.
    if (name === '' || name.includes(',') || this.fields().includes(name)) return;
    box.value = '';
    this.fieldToggled.emit(name);
  }
}

function drawn({ field, events, distinct, values, problem }: EventFacet) {
  return {
    ...{ field, problem },
    kinds: distinct === null ? 'over 1,000' : distinct.toLocaleString('en'),
    values: values.map(({ value, count }) => ({
      ...{ value, id: `${field} ${value}`, count: count.toLocaleString('en') },
      share: `${(100 * count) / Math.max(1, events)}%`,
      text: value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value,
      condition: value.length > LONGEST_VALUE ? undefined : conditionOf(field, value),
    })),
  };
}
