import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  entitiesOf,
  entityKindOf,
  type Alert,
  type AlertEntities as Answer,
  type AlertEntity,
} from '@tocsin/api-contract';

import { SessionStore } from '../../../core/session/session-store';
import { Moment } from '../../../core/time/moment';
import { keep, problemOf } from '../../../shared/kept';
import { OutsideText } from '../../../shared/text/outside-text';
import { ValueMenu } from '../../../shared/value-menu/value-menu';
import { placeInWords } from './place-words';

/** Whom the alert names, at once; and, as soon as it is loaded, what else is known of each. */
@Component({
  selector: 'tocsin-alert-entities',
  imports: [Moment, OutsideText, RouterLink, ValueMenu],
  templateUrl: './alert-entities.html',
  styleUrl: './alert-entities.scss',
})
export class AlertEntities {
  readonly alert = input.required<Alert>();
  private readonly number = computed(() => this.alert().number);
  protected readonly maySeeMore = inject(SessionStore).may('last_seen.read');
  protected readonly resource = httpResource<Answer>(() => `/api/alerts/${encodeURIComponent(this.number())}/entities`);
  protected readonly answer = keep(this.resource, this.number);
  protected readonly problem = problemOf(this.resource);
  protected readonly rows = computed(() => {
    const known = new Map(this.answer()?.value.entities.map((one) => [one.field + one.value, one] as const));
    return entitiesOf(this.alert(), [this.alert().proof, this.alert().lastProof]).map((entity) => {
      const facts: AlertEntity | undefined = known.get(entity.field + entity.value);
      return { ...entity, kind: entityKindOf(entity), facts, place: facts?.place && placeInWords(facts.place) };
    });
  });
}
