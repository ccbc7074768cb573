import { httpResource } from '@angular/common/http';
import { Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { EntityKind, EntityPage } from '@tocsin/api-contract';

import { keep, problemOf } from '../../../shared/kept';
import { OutsideText } from '../../../shared/text/outside-text';
import { ENTITY_WORDS } from '../../entities/entity-words';

const SHOWN = 8;

/** Hosts, accounts and addresses with the greatest risk, all kinds together. */
@Component({
  selector: 'tocsin-home-risks',
  imports: [OutsideText, RouterLink],
  template: `
    <div class="pane-head">
      <h2>Riskiest entities</h2>
      <span class="end"><a [routerLink]="['/entities/asset']" [queryParams]="{ sort: 'risk' }">All</a></span>
    </div>
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
    } @else if (problem(); as failed) {
      <p class="pane-body note" role="alert">They could not be loaded. {{ failed.detail }}</p>
    } @else {
      <p class="pane-body note">{{ isKnown() ? 'None has open alerts.' : 'Loading…' }}</p>
    }
  `,
})
export class HomeRisks {
  private readonly assets = riskOf('asset');
  private readonly identities = riskOf('identity');
  private readonly attackers = riskOf('attacker');
  protected readonly words = ENTITY_WORDS;
  protected readonly problem = problemOf(this.assets.asked);
  protected readonly isKnown = computed(() => this.assets.kept() !== undefined);
  protected readonly riskiest = computed(() =>
    [this.assets, this.identities, this.attackers]
      .flatMap(({ kind, kept }) => (kept()?.value.entities ?? []).map((one) => ({ ...one, kind })))
      .toSorted((one, other) => other.risk - one.risk || one.key.localeCompare(other.key))
      .slice(0, SHOWN),
  );
}

function riskOf(kind: EntityKind) {
  const asked = httpResource<EntityPage>(() => ({
    url: '/api/entities',
    params: { kind, sort: 'risk', limit: SHOWN },
  }));
  return { kind, asked, kept: keep(asked) };
}
