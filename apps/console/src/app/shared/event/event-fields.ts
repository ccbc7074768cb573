import { httpResource } from '@angular/common/http';
import { Component, computed, input } from '@angular/core';
import type { EventView } from '@tocsin/api-contract';

import { toProblem } from '../../core/api/problem';
import { SkeletonRows } from '../skeleton-rows';
import { OutsideText } from '../text/outside-text';
import { ValueMenu } from '../value-menu/value-menu';
import { flatFields } from './flat-fields';

/** Everything that is stored of one event, field by field. */
@Component({
  selector: 'tocsin-event-fields',
  imports: [OutsideText, SkeletonRows, ValueMenu],
  template: `
    @if (event.hasValue()) {
      <dl class="facts">
        @for (field of fields(); track field.name) {
          <dt class="mono"><tocsin-text [value]="field.name" /></dt>
          <dd class="mono">
            @if (field.isMany) {
              <tocsin-text [value]="field.value" />
            } @else {
              <tocsin-value-menu [field]="field.name" [value]="field.value" [at]="at()" />
            }
          </dd>
        }
      </dl>
      @if (left() > 0) {
        <p class="note">{{ left().toLocaleString('en') }} more fields are not drawn here.</p>
      }
    } @else if (problem(); as failure) {
      <p class="note" role="alert">
        @if (failure.status === 404) {
          The event itself is not stored any more. {{ whenGone() }}
        } @else {
          The event could not be loaded. {{ failure.detail }}
          <button class="link" type="button" (click)="event.reload()">Retry</button>
        }
      </p>
    } @else {
      <tocsin-skeleton-rows [rows]="3" />
    }
  `,
  styles: `
    :host {
      display: block;
      padding: var(--space-2) var(--space-3);
      background: var(--bg);
    }
  `,
})
export class EventFields {
  readonly id = input.required<string>();
  /** What is left of an event that is gone. */
  readonly whenGone = input('');
  protected readonly event = httpResource<EventView>(() => `/api/events/${encodeURIComponent(this.id())}`);
  protected readonly at = computed(() => (this.event.hasValue() ? this.event.value().event['@timestamp'] : undefined));
  private readonly all = computed(() => (this.event.hasValue() ? flatFields(this.event.value().event) : []));
  protected readonly fields = computed(() => this.all().slice(0, DRAWN_AT_MOST));
  protected readonly left = computed(() => Math.max(0, this.all().length - DRAWN_AT_MOST));
  protected readonly problem = computed(() => {
    const error = this.event.error();
    return error === undefined ? undefined : toProblem(error);
  });
}

/** A hostile event may have ten thousand fields. */
const DRAWN_AT_MOST = 300;
