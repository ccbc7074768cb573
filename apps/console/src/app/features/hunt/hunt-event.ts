import { Component, computed, input, model, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { EventView } from '@tocsin/api-contract';

import { CopyButton } from '../../shared/copy-button';
import { flatFields, type NamedValue } from '../../shared/event/flat-fields';
import { OutsideText } from '../../shared/text/outside-text';
import { conditionOf } from '../../shared/value-menu/conditions';
import { ValueMenu } from '../../shared/value-menu/value-menu';
import { EventToIncident } from '../incidents/events/event-to-incident';
import { EventAround } from './event/event-around';
import { EventRaw } from './event/event-raw';
import { EventTabs, type EventTab } from './event/event-tabs';

/** What somebody wants done with one value. */
export interface Pivot {
  readonly kind: 'keep' | 'leave';
  readonly condition: string;
}

/** Longer values find nobody else. */
const LONGEST_VALUE = 1_000;
/** A hostile event may have ten thousand fields. */
const DRAWN_AT_MOST = 300;

/** One event of a search, field by field; each value may narrow the search. */
@Component({
  selector: 'tocsin-hunt-event',
  imports: [CopyButton, EventAround, EventRaw, EventTabs, EventToIncident, MatIcon, OutsideText, ValueMenu],
  templateUrl: './hunt-event.html',
  styleUrl: './hunt-event.scss',
})
export class HuntEvent {
  readonly event = input.required<EventView>();
  readonly columns = input.required<readonly string[]>();
  readonly pivoted = output<Pivot>();
  readonly columnToggled = output<string>();
  /** Everything of its host, so many minutes before and after. */
  readonly around = output<number>();
  readonly tab = model.required<EventTab>();
  private readonly all = computed(() => flatFields(this.event().event));
  protected readonly fields = computed(() =>
    this.all()
      .slice(0, DRAWN_AT_MOST)
      .map((field) => ({ ...field, condition: condition(field) })),
  );
  protected readonly left = computed(() => Math.max(0, this.all().length - DRAWN_AT_MOST));
  protected readonly json = computed(() => JSON.stringify(this.event().event, null, 2));
}

function condition({ name, value, isMany }: NamedValue): string | undefined {
  return isMany === true || value.length > LONGEST_VALUE ? undefined : conditionOf(name, value);
}
