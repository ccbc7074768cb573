import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';

import { SessionStore } from '../../../../core/session/session-store';
import { CopyButton } from '../../../../shared/copy-button';
import { NewKey } from '../keys/new-key';
import { SourceStore } from '../source/source-store';
import { FirstArrival } from './first-arrival';
import { SNIPPETS } from './snippets/snippets';
import { targetOf } from './snippets/target';

const USUAL_CA_FILE = '/etc/tocsin/ca.pem';

/** How to send to this Tocsin as one source, ready to be copied: with its address, and with the key while it is known. */
@Component({
  selector: 'tocsin-sending-page',
  imports: [CopyButton, FirstArrival, NewKey, RouterLink],
  host: { class: 'columns' },
  templateUrl: './sending-page.html',
  styleUrl: './sending-page.scss',
})
export class SendingPage {
  protected readonly store = inject(SourceStore);
  protected readonly mayManage = inject(SessionStore).may('source.manage');
  /** Which shipper is shown; from the address of the page. */
  readonly shipper = input<string>();
  readonly name = input.required<string>();

  protected readonly snippets = SNIPPETS;
  protected readonly chosen = computed(() => SNIPPETS.find(({ id }) => id === this.shipper()) ?? SNIPPETS[0]);
  /** In both sizes the console is served where events are taken; behind another name only people know it. */
  protected readonly address = signal(location.origin);
  protected readonly caFile = signal(USUAL_CA_FILE);
  protected readonly isAdding = linkedSignal({ source: this.name, computation: () => false });
  protected readonly target = computed(() =>
    targetOf({ source: this.name(), address: this.address(), caFile: this.caFile(), key: this.store.freshKey() }),
  );
  protected readonly parts = computed(() => {
    const target = this.target();
    return target === undefined ? undefined : this.chosen()?.parts(target);
  });

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }
}
