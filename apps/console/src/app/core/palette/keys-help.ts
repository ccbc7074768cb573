import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import type { Command, CommandSection } from '../commands/command';
import { Commands } from '../commands/commands';
import { KeyHint } from '../commands/key-hint';
import { Preferences } from '../preferences/preferences';

const ORDER: readonly CommandSection[] = [
  'This list',
  'On the selected alerts',
  'On the open alert',
  'On the open incident',
  'On the entity',
  'Anywhere',
  'Go to',
];

/** Exactly the keys that work on the screen at hand, and the switch for single keys. */
@Component({
  selector: 'tocsin-keys-help',
  imports: [KeyHint, MatIcon],
  host: { class: 'dialog' },
  template: `
    <div class="pane-head">
      <h2>Keyboard shortcuts</h2>
      <span class="end">
        <button
          class="button icon-only quiet"
          type="button"
          aria-label="Close"
          title="Close (Esc)"
          (click)="dialog.close()"
        >
          <mat-icon svgIcon="close" class="small" />
        </button>
      </span>
    </div>
    <div class="sections">
      @for (group of groups(); track group.section) {
        <section>
          <h3>{{ group.section }}</h3>
          <dl>
            @for (command of group.commands; track command.id) {
              <dt>
                <tocsin-keys [keys]="command.keys ?? ''" />
                @if (command.alsoKeys; as also) {
                  <tocsin-keys [keys]="also" />
                }
                <span class="visually-hidden">{{ command.keys }}</span>
              </dt>
              <dd>{{ command.label }}</dd>
            }
          </dl>
        </section>
      }
    </div>
    <div class="dialog-foot">
      <label>
        <input type="checkbox" [checked]="preferences.settings().singleKeys === 'on'" (change)="toggle()" />
        Single keys act
      </label>
      <span class="muted">They never act while you type.</span>
    </div>
  `,
  styleUrl: './keys-help.scss',
})
export class KeysHelp {
  private readonly commands = inject(Commands);
  protected readonly dialog = inject(DialogRef);
  protected readonly preferences = inject(Preferences);
  protected readonly groups = computed(() => {
    const withKeys = this.commands.all().filter((command) => command.keys !== undefined);
    return ORDER.map((section) => ({ section, commands: inSection(withKeys, section) })).filter(
      (group) => group.commands.length > 0,
    );
  });

  protected toggle(): void {
    const { singleKeys } = this.preferences.settings();
    this.preferences.set({ singleKeys: singleKeys === 'on' ? 'off' : 'on' });
  }
}

function inSection(commands: readonly Command[], section: CommandSection): Command[] {
  return commands.filter((command) => command.section === section);
}
