import type { ElementRef } from '@angular/core';
import {
  afterNextRender,
  Component,
  computed,
  inject,
  Injector,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { NgTemplateOutlet } from '@angular/common';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { HomeItem } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { KeyHint } from '../../../core/commands/key-hint';
import { Moment } from '../../../core/time/moment';
import { Severity } from '../../../shared/severity';
import { OutsideText } from '../../../shared/text/outside-text';
import { linkOf } from './matter-link';

const ICONS: Readonly<Record<HomeItem['kind'], string>> = {
  alert: 'bell',
  task: 'check',
  source: 'warning',
  parked: 'parked',
  ledger: 'warning',
  incident: 'flag',
  rule: 'rule',
  list: 'list',
};

/** A matter and whether somebody is done with it. */
export interface Marked {
  readonly item: HomeItem;
  readonly isDone: boolean;
}

/** What changed, most pressing first; what somebody is done with is folded away. */
@Component({
  selector: 'tocsin-home-changes',
  imports: [KeyHint, MatIcon, Moment, NgTemplateOutlet, OutsideText, RouterLink, Severity],
  templateUrl: './home-changes.html',
  styleUrl: './home-changes.scss',
})
export class HomeChanges {
  private readonly injector = inject(Injector);
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');
  readonly changes = input.required<readonly HomeItem[]>();
  readonly waiting = input(0);
  readonly marked = output<Marked>();
  readonly accepted = output();
  protected readonly showsDone = signal(false);
  protected readonly rows = computed(() =>
    this.changes().map((item) => ({ item, link: linkOf(item.path), icon: ICONS[item.kind] })),
  );
  protected readonly open = computed(() => this.rows().filter(({ item }) => !item.isDone));
  protected readonly done = computed(() => this.rows().filter(({ item }) => item.isDone));

  constructor() {
    offerCommands(() => this.commands());
  }

  protected mark(item: HomeItem, isDone: boolean): void {
    const at = this.links().findIndex((link) => link.dataset['key'] === item.key);
    this.marked.emit({ item, isDone });
    // The row that took its place has the focus, so that the next key does what it says.
    afterNextRender(() => this.focusAt(at), { injector: this.injector });
  }

  private commands(): Command[] {
    const section = 'This list';
    const move = (step: 1 | -1) => () => this.move(step);
    return [
      { id: 'next', label: 'Next matter', section, keys: 'j', alsoKeys: 'arrowdown', run: move(1) },
      { id: 'previous', label: 'Matter before', section, keys: 'k', alsoKeys: 'arrowup', run: move(-1) },
      { id: 'open', label: 'Open the matter', section, keys: 'enter', handledByWidget: true, run: () => undefined },
      { id: 'done', label: 'Done with the matter', section, keys: 'd', icon: 'check', run: () => this.markFocused() },
      { id: 'accept', label: 'Show what changed meanwhile', section, keys: '.', run: () => this.accepted.emit() },
    ];
  }

  private markFocused(): void {
    const key = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('[data-key]')?.dataset['key'];
    const item = this.changes().find((one) => one.key === key);
    if (item !== undefined) this.mark(item, !item.isDone);
  }

  /** The focus is the cursor: Enter follows the link that has it. */
  private move(step: 1 | -1): void {
    const links = this.links();
    const at = links.findIndex((link) => link.dataset['key'] === this.focusedKey());
    this.focusAt(at < 0 ? 0 : at + step);
  }

  private focusedKey(): string | undefined {
    return (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('[data-key]')?.dataset['key'];
  }

  private focusAt(at: number): void {
    const links = this.links();
    const link = links[Math.min(links.length - 1, Math.max(0, at))];
    if (link !== undefined) link.focus();
    else this.list()?.nativeElement.focus();
  }

  private links(): HTMLElement[] {
    return [...(this.list()?.nativeElement.querySelectorAll<HTMLElement>('a.matter') ?? [])];
  }
}
