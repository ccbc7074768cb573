import { Component, computed, inject, signal } from '@angular/core';
import type { EventCopy } from '@tocsin/api-contract';

import { CopyButton } from '../../../shared/copy-button';
import { flatFields } from '../../../shared/event/flat-fields';
import { Failed } from '../../../shared/failed';
import { OutsideText } from '../../../shared/text/outside-text';
import { ValueMenu } from '../../../shared/value-menu/value-menu';
import { LinkedEventStore } from './linked-event-store';

/** A hostile event may have ten thousand fields. */
const DRAWN_AT_MOST = 300;
const ORIGINALS: Readonly<Record<EventCopy['original'], string>> = {
  equal: 'The original is still stored and says the same.',
  different: 'The original is still stored, but says something else than this copy.',
  gone: 'The original is not stored any more: its day was deleted by age. This copy stays.',
  unknown: 'The event store is away: whether the original is still there cannot be told.',
};

/** The copy of one event, field by field or as JSON, and what became of the original. */
@Component({
  selector: 'tocsin-event-copy-view',
  imports: [CopyButton, Failed, OutsideText, ValueMenu],
  template: `
    @if (store.copy(); as copy) {
      <p [class.attention]="copy.original === 'different'">{{ originals[copy.original] }}</p>
      <div class="verbs">
        <button class="button" type="button" [attr.aria-pressed]="!asJson()" (click)="asJson.set(false)">Fields</button>
        <button class="button" type="button" [attr.aria-pressed]="asJson()" (click)="asJson.set(true)">JSON</button>
        <tocsin-copy-button [text]="json()" label="Copy the whole event" />
      </div>
      @if (asJson()) {
        <pre
          class="mono"
          aria-label="The event as JSON"
          role="region"
          tabindex="0"
        ><tocsin-text [value]="json()" /></pre>
      } @else {
        <dl class="facts">
          @for (field of fields(); track field.name) {
            <dt class="mono"><tocsin-text [value]="field.name" /></dt>
            <dd class="mono">
              @if (field.isMany) {
                <tocsin-text [value]="field.value" />
              } @else {
                <tocsin-value-menu [field]="field.name" [value]="field.value" [at]="copy.event['@timestamp']" />
              }
            </dd>
          }
        </dl>
        @if (left() > 0) {
          <p class="note">{{ left().toLocaleString('en') }} more fields are not drawn here; the copy has them.</p>
        }
      }
    } @else if (store.copyProblem(); as problem) {
      <tocsin-failed what="The event could not be loaded" [problem]="problem" (retry)="store.reloadCopy()" />
    } @else {
      <p class="muted" role="status">Loading the event</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-2);
      padding: var(--space-1) 0 var(--space-2);
    }

    .verbs {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }

    pre {
      max-height: 24rem;
      margin: 0;
      overflow: auto;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `,
})
export class EventCopyView {
  protected readonly store = inject(LinkedEventStore);
  protected readonly originals = ORIGINALS;
  protected readonly asJson = signal(false);
  private readonly all = computed(() => flatFields(this.store.copy()?.event ?? {}));
  protected readonly fields = computed(() => this.all().slice(0, DRAWN_AT_MOST));
  protected readonly left = computed(() => Math.max(0, this.all().length - DRAWN_AT_MOST));
  protected readonly json = computed(() => JSON.stringify(this.store.copy()?.event ?? {}, null, 2));
}
