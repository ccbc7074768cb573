import type { ElementRef } from '@angular/core';
import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { BlockExport } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { Moment } from '../../../core/time/moment';
import { Toasts } from '../../../core/toasts/toasts';
import { CopyButton } from '../../../shared/copy-button';
import { Failed } from '../../../shared/failed';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { OutsideText } from '../../../shared/text/outside-text';
import { FetchTable } from './fetch-table';
import { FirewallStore } from './firewall-store';
import { NewFirewall } from './new-firewall';
import { servedWords } from './served-words';

/** Who fetches a block list, what they get, and the addresses under which they do. */
@Component({
  selector: 'tocsin-firewalls',
  imports: [CopyButton, Failed, FetchTable, MatIcon, Moment, NewFirewall, OutsideText, SkeletonRows, Stale],
  providers: [FirewallStore],
  templateUrl: './firewalls.html',
  styleUrl: './firewalls.scss',
})
export class Firewalls {
  private readonly toasts = inject(Toasts);
  private readonly head = viewChild.required<ElementRef<HTMLElement>>('head');
  private readonly shown = viewChild<ElementRef<HTMLElement>>('shown');
  protected readonly store = inject(FirewallStore);
  readonly list = input.required<string>();
  readonly mayManage = input.required<boolean>();
  readonly closed = output();
  protected readonly sure = signal<{ readonly id: string; readonly verb: 'renew' | 'revoke' } | undefined>(undefined);
  protected readonly served = computed(() => {
    const served = this.store.served();
    return served === undefined ? [] : servedWords(served);
  });

  constructor() {
    effect(() => {
      const name = this.list();
      untracked(() => this.store.show(name));
    });
    // What was pressed to make the address is gone or elsewhere; the address can only be copied now.
    effect(() => this.shown()?.nativeElement.focus());
    afterNextRender(() => this.head().nativeElement.focus());
  }

  protected ask(one: BlockExport, verb: 'renew' | 'revoke'): void {
    this.sure.set({ id: one.id, verb });
  }

  protected async carryOut(one: BlockExport, verb: 'renew' | 'revoke'): Promise<void> {
    this.sure.set(undefined);
    try {
      await this.store[verb](one);
      if (verb === 'revoke') this.toasts.done(`${one.name} gets nothing any more.`);
    } catch (error) {
      this.toasts.failed(`The address of ${one.name} is as it was. ${toProblem(error).detail}`);
    }
    if (verb === 'revoke') this.head().nativeElement.focus();
  }

  protected keepIt(): void {
    this.sure.set(undefined);
    this.head().nativeElement.focus();
  }

  protected putAway(): void {
    this.store.fresh.set(undefined);
    this.head().nativeElement.focus();
  }
}
