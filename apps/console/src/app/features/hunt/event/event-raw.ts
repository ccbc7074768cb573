import { Component, computed, input } from '@angular/core';
import type { EventView } from '@tocsin/api-contract';

import { CopyButton } from '../../../shared/copy-button';
import { OutsideText } from '../../../shared/text/outside-text';

/** The event as its source wrote it, as far as that was kept. */
@Component({
  selector: 'tocsin-event-raw',
  imports: [CopyButton, OutsideText],
  template: `
    <p class="note">
      {{ original() === undefined ? 'The original was not kept apart; this is the message.' : 'As it was sent.' }}
      <tocsin-copy-button [text]="text()" label="Copy the raw event" />
    </p>
    <pre class="mono"><tocsin-text [value]="text()" /></pre>
  `,
  styles: `
    pre {
      margin: 0;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `,
})
export class EventRaw {
  readonly event = input.required<EventView>();
  protected readonly original = computed(() => {
    const text = this.event().event['event.original'];
    return typeof text === 'string' && text !== '' ? text : undefined;
  });
  protected readonly text = computed(() => this.original() ?? this.event().event.message);
}
