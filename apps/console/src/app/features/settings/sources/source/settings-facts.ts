import { Component, computed, input } from '@angular/core';
import type { Source } from '@tocsin/api-contract';

import { OutsideText } from '../../../../shared/text/outside-text';
import { SETTING_NAMES, SETTING_TITLES, settingInWords, settingsOf } from './source-settings';

/** The settings of a source, for those who may only look. */
@Component({
  selector: 'tocsin-settings-facts',
  imports: [OutsideText],
  template: `
    <dl class="facts">
      @for (fact of facts(); track fact.title) {
        <dt>{{ fact.title }}</dt>
        <dd><tocsin-text [value]="fact.words" /></dd>
      }
    </dl>
    <p class="note">Changing them needs the permission source.manage. Ask whoever invited you.</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
  `,
})
export class SettingsFacts {
  readonly source = input.required<Source>();
  protected readonly facts = computed(() => {
    const settings = settingsOf(this.source());
    return SETTING_NAMES.map((name) => ({ title: SETTING_TITLES[name], words: settingInWords(name, settings) }));
  });
}
