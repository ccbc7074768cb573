import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, computed, input, output, signal, viewChild } from '@angular/core';
import type { Source } from '@tocsin/api-contract';

import { OutsideText } from '../../../../shared/text/outside-text';
import {
  changesBetween,
  isSame,
  SETTING_NAMES,
  SETTING_TITLES,
  settingInWords,
  settingsOf,
  type SettingName,
  type SourceSettings,
} from './source-settings';

/** Two people changed one source: shows what the other one stored, and lets the person choose where both changed the same. */
@Component({
  selector: 'tocsin-settings-conflict',
  imports: [OutsideText],
  templateUrl: './settings-conflict.html',
  styleUrl: './settings-conflict.scss',
})
export class SettingsConflict {
  private readonly head = viewChild.required<ElementRef<HTMLElement>>('head');
  readonly name = input.required<string>();
  /** As both began. */
  readonly before = input.required<SourceSettings>();
  readonly mine = input.required<SourceSettings>();
  /** As it is stored now. */
  readonly source = input.required<Source>();
  readonly decided = output<SourceSettings>();
  readonly closed = output();

  private readonly chosen = signal<Partial<Record<SettingName, 'mine' | 'theirs'>>>({});
  private readonly theirs = computed(() => settingsOf(this.source()));
  private readonly changedByMe = computed(() => changesBetween(this.before(), this.mine()));
  protected readonly rows = computed(() => {
    const changedByThem = changesBetween(this.before(), this.theirs());
    return SETTING_NAMES.filter((name) => name in changedByThem).map((name) => ({
      name,
      title: SETTING_TITLES[name],
      before: settingInWords(name, this.before()),
      theirs: settingInWords(name, this.theirs()),
      mine: this.isContested(name) ? settingInWords(name, this.mine()) : undefined,
      choice: this.chosen()[name],
    }));
  });
  protected readonly isDecided = computed(() => this.rows().every(({ mine, choice }) => mine === undefined || choice));
  protected readonly keepsMine = computed(() => !isSame(this.merged(), this.theirs()));

  constructor() {
    afterNextRender(() => {
      const head = this.head().nativeElement;
      head.focus({ preventScroll: true });
      head.parentElement?.scrollIntoView({ block: 'start' });
    });
  }

  protected choose(name: SettingName, whose: 'mine' | 'theirs'): void {
    this.chosen.update((chosen) => ({ ...chosen, [name]: whose }));
  }

  protected decide(): void {
    if (this.isDecided()) this.decided.emit(this.merged());
  }

  /** Theirs, with what only I changed and what I chose. */
  private merged(): SourceSettings {
    const mine = Object.entries(this.changedByMe()).filter(
      ([name]) => !this.isContested(name as SettingName) || this.chosen()[name as SettingName] === 'mine',
    );
    return { ...this.theirs(), ...Object.fromEntries(mine) };
  }

  private isContested(name: SettingName): boolean {
    const { [name]: theirs } = this.theirs();
    return name in this.changedByMe() && !isSame(theirs, this.before()[name]) && !isSame(theirs, this.mine()[name]);
  }
}
