import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';

import type { Command } from '../commands/command';
import { Commands } from '../commands/commands';
import { KeyHint } from '../commands/key-hint';
import { paletteGroups, typedAlert, typedIncident } from './palette-items';

/** Everything that can be done here, by typing its name; also the way to an alert or incident whose number is known. */
@Component({
  selector: 'tocsin-palette',
  imports: [KeyHint, MatIcon],
  host: { class: 'dialog' },
  templateUrl: './palette.html',
  styleUrl: './palette.scss',
})
export class Palette {
  private readonly commands = inject(Commands);
  private readonly dialog = inject(DialogRef);
  private readonly router = inject(Router);
  protected readonly typed = signal('');
  protected readonly groups = computed(() => {
    const typed = this.typed();
    const number = typedAlert(typed);
    // A number means one thing only; nothing else needs to be offered beside it.
    if (number !== undefined) return paletteGroups([this.open(number, '/alerts')], '');
    const incident = typedIncident(typed);
    if (incident !== undefined) return paletteGroups([this.open(incident, '/incidents')], '');
    return paletteGroups([...this.commands.all(), ...this.searches(typed.trim())], typed);
  });
  private readonly items = computed(() => this.groups().flatMap((group) => group.items));
  protected readonly active = linkedSignal({ source: this.items, computation: () => 0 });
  protected readonly activeId = computed(() => this.items()[this.active()]?.command.id);

  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
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

  private searches(q: string): Command[] {
    if (q === '') return [];
    const run = () => void this.router.navigate(['/alerts/views/open'], { queryParams: { q } });
    return [{ id: 'search-alerts', label: `Filter open alerts by “${q}”`, section: 'Search', icon: 'filter', run }];
  }
}
