import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { Entity } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { SessionStore } from '../../../core/session/session-store';
import { Page } from '../../../core/shell/page';
import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { OutsideText } from '../../../shared/text/outside-text';
import { FoundAlerts } from '../../watchlists/hits/found-alerts';
import { ENTITY_KINDS_SHOWN, ENTITY_WORDS } from '../entity-words';
import { RiskParts } from './risk-parts';

/** Facts that are told beside a list, in this order. */
const FACTS = ['name', 'person', 'role', 'owner', 'criticality', 'reason', 'description', 'reference'];

/** Everything known of one entity. */
@Component({
  selector: 'tocsin-entity-page',
  imports: [Failed, FoundAlerts, MatIcon, Moment, OutsideText, Page, RiskParts, RouterLink, SkeletonRows, Stale],
  templateUrl: './entity-page.html',
  styleUrl: './entity-page.scss',
})
export class EntityPage {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  protected readonly mayRead = this.session.may('last_seen.read');
  protected readonly words = ENTITY_WORDS;
  readonly kind = input<string>();
  readonly key = input<string>();
  protected readonly known = computed(() => ENTITY_KINDS_SHOWN.find((one) => one === this.kind()));
  protected readonly resource = httpResource<Entity>(() => {
    const [kind, key] = [this.known(), this.key()];
    if (!this.mayRead || kind === undefined || key === undefined) return undefined;
    return `/api/entities/${kind}/${encodeURIComponent(key)}`;
  });
  private readonly kept = keep(this.resource, () => `${this.kind()} ${this.key()}`);
  protected readonly entity = computed(() => this.kept()?.value);
  protected readonly since = computed(() => this.kept()?.since ?? '');
  protected readonly problem = problemOf(this.resource);

  constructor() {
    offerCommands(() => this.commands());
  }

  protected factsOf({ facts }: Entity['lists'][number]): string {
    const said = FACTS.map((name) => facts[name]).filter((value) => typeof value === 'string' && value !== '');
    return said.join(' · ');
  }

  private commands(): Command[] {
    const entity = this.entity();
    if (entity === undefined) return [];
    const section = 'On the entity';
    return [
      {
        ...{ id: 'entity-events', label: 'Search its events', section, keys: 's', icon: 'search' },
        run: () => void this.router.navigate(['/hunt'], { queryParams: { q: entity.q } }),
      },
    ];
  }
}
