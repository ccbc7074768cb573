import { Component, computed, inject } from '@angular/core';

import { Preferences } from '../../../core/preferences/preferences';

interface Choice {
  readonly name: 'zone' | 'theme' | 'density' | 'singleKeys';
  readonly label: string;
  readonly note: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}

const CHOICES: readonly Choice[] = [
  {
    ...{ name: 'zone', label: 'Times', note: 'Z changes it anywhere.' },
    options: [
      ['utc', 'UTC'],
      ['local', 'Zone of this browser'],
    ],
  },
  {
    ...{ name: 'theme', label: 'Theme', note: '' },
    options: [
      ['system', 'As the system has it'],
      ['dark', 'Dark'],
      ['light', 'Light'],
    ],
  },
  {
    ...{ name: 'density', label: 'Density', note: '' },
    options: [
      ['compact', 'Compact'],
      ['regular', 'Regular'],
      ['comfortable', 'Comfortable'],
    ],
  },
  {
    ...{ name: 'singleKeys', label: 'Single keys', note: 'They never act while you type. Ctrl K and F6 always do.' },
    options: [
      ['on', 'Act'],
      ['off', 'Do nothing'],
    ],
  },
];

/** How the console looks and answers in this browser. */
@Component({
  selector: 'tocsin-own-look',
  template: `
    <div class="pane-head">
      <h2>Display and keys</h2>
      <span class="count">kept in this browser</span>
    </div>
    <div class="pane-body stacked">
      @for (choice of rows(); track choice.name) {
        <label class="field">
          <span>{{ choice.label }}</span>
          <select #box class="input" (change)="set(choice.name, box.value)">
            @for (option of choice.options; track option[0]) {
              <option [value]="option[0]" [selected]="option[0] === choice.value">{{ option[1] }}</option>
            }
          </select>
          @if (choice.note !== '') {
            <span class="hint">{{ choice.note }}</span>
          }
        </label>
      }
    </div>
  `,
  styles: `
    .field {
      max-width: 24rem;
    }
  `,
})
export class OwnLook {
  private readonly preferences = inject(Preferences);
  protected readonly rows = computed(() => {
    const settings = this.preferences.settings();
    return CHOICES.map((choice) => ({ ...choice, value: settings[choice.name] }));
  });

  /** The values are those of the options: nothing else can be chosen. */
  protected set(name: Choice['name'], value: string): void {
    this.preferences.set({ [name]: value });
  }
}
