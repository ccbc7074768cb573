import { Component, computed, effect, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';

import { Failed } from '../../../../shared/failed';
import { SkeletonRows } from '../../../../shared/skeleton-rows';
import { SettingsFrame } from '../../settings-frame';
import { SourceStore } from './source-store';

/** One source: what may be changed of it, its keys, and how to send with them. */
@Component({
  selector: 'tocsin-source-page',
  imports: [Failed, MatIcon, RouterLink, RouterLinkActive, RouterOutlet, SettingsFrame, SkeletonRows],
  providers: [SourceStore],
  templateUrl: './source-page.html',
  styleUrl: './source-page.scss',
})
export class SourcePage {
  protected readonly store = inject(SourceStore);
  readonly name = input.required<string>();
  /** Told apart from a failure: waiting does not help. */
  protected readonly isUnknown = computed(() => [400, 404].includes(this.store.problem()?.status ?? 0));

  constructor() {
    effect(() => this.store.name.set(this.name()));
  }
}
