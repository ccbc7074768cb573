import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';

import type { Command } from '../commands/command';
import { Commands } from '../commands/commands';
import { KeyHint } from '../commands/key-hint';
import { paletteGroups, typedAlert, typedIncident } from './palette-items';
import { TypedCommands } from './typed-commands';
import { typedMode } from './typed-value';

/** Everything that can be done here, by typing its name; also the way to what has a number, a person or a pasted value. */
@Component({
  selector: 'tocsin-palette',
  imports: [KeyHint, MatIcon],
  providers: [TypedCommands],
  host: { class: 'dialog' },
  templateUrl: './palette.html',
  styleUrl: './palette.scss',
})
export class Palette {
  private readonly commands = inject(Commands);
  private readonly dialog = inject(DialogRef);
  private readonly router = inject(Router);
  private readonly typedCommands = inject(TypedCommands);
  protected readonly typed = signal('');
  protected readonly groups = computed(() => {
    const typed = this.typed();
    const number = typedAlert(typed);
    // A number means one thing only; nothing else needs to be offered beside it.
    if (number !== undefined) return paletteGroups([this.open(number, '/alerts')], '');
    const incident = typedIncident(typed);
    if (incident !== undefined) return paletteGroups([this.open(incident, '/incidents')], '');
    const { mode, rest } = typedMode(typed);
    if (mode === 'people') return paletteGroups(this.typedCommands.ofPeople(), rest);
    if (mode === 'commands') return paletteGroups(this.commands.all(), rest);
    const value = this.typedCommands.ofValue(typed);
    // A value is the name of no command.
    if (value.length > 0) return paletteGroups(value, '');
    return paletteGroups([...this.commands.all(), ...this.typedCommands.ofText(typed.trim())], typed);
  });
  private readonly items = computed(() => this.groups().flatMap((group) => group.items));
  protected readonly active = linkedSignal({ source: this.items, computation: () => 0 });
  protected readonly activeId = computed(() => this.items()[this.active()]?.command.id);

  protected type(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    if (typedMode(value).mode === 'people') this.typedCommands.loadPeople();
    this.typed.set(value);
  }

  protected handleKey(event: KeyboardEvent): void {
    const count = this.items().length;
    if (event.key === 'ArrowDown') this.active.update((index) => (index + 1) % Math.max(1, count));
    else if (event.key === 'ArrowUp') this.active.update((index) => (index - 1 + count) % Math.max(1, count));
    else if (event.key === 'Enter') this.run(this.items()[this.active()]?.command);
    else return;
    event.preventDefault();
    document.getElementById(`palette-${this.activeId() ?? ''}`)?.scrollIntoView({ block: 'nearest' });
  }

  protected run(command: Command | undefined): void {
    if (command === undefined) return;
    // Closed first: what runs may move the focus, and closing gives it back to where it was.
    this.dialog.close();
    command.run();
  }

  private open(number: string, screen: '/alerts' | '/incidents'): Command {
    const run = () => void this.router.navigate([screen, number]);
    const label = screen === '/alerts' ? `Open alert ${number}` : `Open incident ${number}`;
    return { id: 'open-typed', label, section: 'Go to', icon: screen === '/alerts' ? 'bell' : 'flag', run };
  }
}
