import { httpResource } from '@angular/common/http';
import { Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { EntityKind, EntityPage } from '@tocsin/api-contract';

import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { ENTITY_WORDS } from '../../entities/entity-words';
import { whenHomeChanges } from '../home-live';

const SHOWN = 8;

/** Hosts, accounts and addresses with the greatest risk, all kinds together. */
@Component({
  selector: 'tocsin-home-risks',
  imports: [Failed, OutsideText, RouterLink, SkeletonRows],
  template: `
    <div class="pane-head">
      <h2>Riskiest entities</h2>
      <span class="end"><a [routerLink]="['/entities/asset']" [queryParams]="{ sort: 'risk' }">All</a></span>
    </div>
    @if (problem(); as failed) {
      <tocsin-failed what="Not all of them could be loaded" [problem]="failed" (retry)="reload()" />
    }
    @if (riskiest().length > 0) {
      <table class="data" aria-label="Riskiest entities">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">Open alerts</th>
            <th scope="col">Risk</th>
          </tr>
        </thead>
        <tbody>
          @for (one of riskiest(); track one.kind + one.key) {
            <tr>
              <td class="mono wrap">
                <a [routerLink]="['/entities', one.kind, one.key]"><tocsin-text [value]="one.key" /></a>
              </td>
              <td class="secondary">{{ words[one.kind].one }}</td>
              <td class="num">{{ one.openAlerts.toLocaleString('en') }} open</td>
              <td class="num">{{ one.risk }}</td>
            </tr>
          }
        </tbody>
      </table>
    } @else if (isKnown()) {
      <p class="pane-body note">None has open alerts.</p>
    } @else if (problem() === undefined) {
      <p class="visually-hidden" role="status">Loading the riskiest entities</p>
      <tocsin-skeleton-rows [rows]="3" />
    }
  `,
})
export class HomeRisks {
  private readonly kinds = [riskOf('asset'), riskOf('identity'), riskOf('attacker')];
  protected readonly words = ENTITY_WORDS;
  /** Of whichever kind has one: the others alone would pass for all of them. */
  protected readonly problem = computed(() =>
    this.kinds.map(({ problem }) => problem()).find((problem) => problem !== undefined),
  );
  protected readonly isKnown = computed(() => this.kinds.every(({ kept }) => kept() !== undefined));
  protected readonly riskiest = computed(() =>
    this.kinds
      .flatMap(({ kind, kept }) => (kept()?.value.entities ?? []).map((one) => ({ ...one, kind })))
      .toSorted((one, other) => other.risk - one.risk || one.key.localeCompare(other.key))
      .slice(0, SHOWN),
  );

  constructor() {
    whenHomeChanges(() => this.reload());
  }

  protected reload(): void {
    if (document.visibilityState === 'visible') for (const { asked } of this.kinds) asked.reload();
  }
}

function riskOf(kind: EntityKind) {
  const asked = httpResource<EntityPage>(() => ({
    url: '/api/entities',
    params: { kind, sort: 'risk', limit: SHOWN },
  }));
  return { kind, asked, kept: keep(asked), problem: problemOf(asked) };
}
