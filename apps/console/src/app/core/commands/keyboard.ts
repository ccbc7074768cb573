import { Dialog } from '@angular/cdk/dialog';
import { DestroyRef, DOCUMENT, inject, Service } from '@angular/core';

import { Preferences } from '../preferences/preferences';
import type { Command } from './command';
import { Commands } from './commands';
import { isInMenu, isTyping, keyOf } from './keys';

/** How long the second key of a pair such as `G` `A` may take. */
const PAIR_MS = 1500;

/** Runs commands by their keys. Single keys never act while text is typed, nor under a dialog. */
@Service()
export class Keyboard {
  private readonly commands = inject(Commands);
  private readonly preferences = inject(Preferences);
  private readonly dialog = inject(Dialog);
  private first: { readonly key: string; readonly at: number } | undefined;

  constructor() {
    const document = inject(DOCUMENT);
    const listen = (event: KeyboardEvent) => this.handle(event);
    document.addEventListener('keydown', listen);
    inject(DestroyRef).onDestroy(() => document.removeEventListener('keydown', listen));
  }

  private handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || this.dialog.openDialogs.length > 0) return;
    const key = keyOf(event);
    if (!this.mayAct(key, event)) return;
    const command = this.find(key, event.timeStamp);
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  }

  private mayAct(key: string, event: KeyboardEvent): boolean {
    const isSingle = !/^(ctrl|alt)\+/.test(key) && !/(^|\+)f\d+$/.test(key);
    if (!isSingle) return true;
    if (isTyping(event.target) || isInMenu(event.target)) return false;
    // Named keys such as Enter belong to the element in focus, and are no danger to those who dictate.
    return key.length > 1 || this.preferences.settings().singleKeys === 'on';
  }

  private find(key: string, at: number): Command | undefined {
    const before = this.first;
    this.first = undefined;
    const usable = this.commands.all().filter((command) => !command.handledByWidget);
    const pair = before && at - before.at < PAIR_MS ? `${before.key} ${key}` : undefined;
    const hit = usable.find((command) => has(command, pair)) ?? usable.find((command) => has(command, key));
    if (hit === undefined && usable.some((command) => command.keys?.startsWith(`${key} `))) this.first = { key, at };
    return hit;
  }
}

function has(command: Command, key: string | undefined): boolean {
  return key !== undefined && (command.keys === key || command.alsoKeys === key);
}
