import { httpResource } from '@angular/common/http';
import { Component, computed, ElementRef, inject, output, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { addAlertTerm, readAlertWords, removeAlertTerm, type AlertFacets as Facets } from '@tocsin/api-contract';

import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { AlertAddress } from '../alert-list/alert-address';
import { AlertListStore } from '../alert-list/alert-list-store';
import { withoutLimit } from '../bulk/alert-selection';
import { facetList, type FacetValue } from './alert-facet-list';

/** How many of the alerts have which value; each is kept or left out in the text of the filter. Arrows go from value to value. */
@Component({
  selector: 'tocsin-alert-facets',
  imports: [Failed, MatIcon, OutsideText, SkeletonRows],
  templateUrl: './alert-facets.html',
  styleUrl: './alert-facets.scss',
})
export class AlertFacets {
  private readonly address = inject(AlertAddress);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly store = inject(AlertListStore);
  readonly closed = output();
  private readonly question = computed(() => withoutLimit(this.store.query() ?? {}));
  protected readonly resource = httpResource<Facets>(() => ({ url: '/api/alerts/facets', params: this.question() }));
  private readonly kept = keep(this.resource);
  protected readonly problem = problemOf(this.resource);
  protected readonly facets = computed(() => {
    const facets = this.kept()?.value;
    const { terms } = readAlertWords(this.address.q());
    const statusOf = ({ term }: FacetValue) =>
      terms.find(({ field, value }) => field === term.field && value === term.value);
    return (facets === undefined ? [] : facetList(facets)).map(({ title, values }) => ({
      title,
      values: values.map((value) => ({
        ...value,
        id: `${value.term.field}:${value.term.value}`,
        said: statusOf(value),
      })),
    }));
  });
  /** Name of the value that Tab leads to. */
  protected readonly at = signal<string | undefined>(undefined);
  protected readonly tabStop = computed(() => {
    const ids = this.facets().flatMap(({ values }) => values.map(({ id }) => id));
    return ids.find((id) => id === this.at()) ?? ids[0];
  });

  /** Says it in the filter; what is said already is taken back. */
  protected say({ term, said }: FacetValue & { said: { isLeftOut: boolean } | undefined }, isLeftOut: boolean): void {
    const q = this.address.q();
    this.address.filter(
      said?.isLeftOut === isLeftOut ? removeAlertTerm(q, term) : addAlertTerm(q, { ...term, isLeftOut }),
    );
  }

  protected move(event: Event, step: number): void {
    const values = [...this.element.nativeElement.querySelectorAll<HTMLElement>('.value')];
    const next = values[values.indexOf(event.currentTarget as HTMLElement) + step];
    event.preventDefault();
    next?.focus();
  }

  /** Counts anew. */
  reload(): void {
    this.resource.reload();
  }

  /** To where Tab would lead. */
  focus(): void {
    this.element.nativeElement.querySelector<HTMLElement>('.value[tabindex="0"], button')?.focus();
  }
}
