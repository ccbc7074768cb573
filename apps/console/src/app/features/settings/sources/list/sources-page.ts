import { Component, inject, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';

import { SessionStore } from '../../../../core/session/session-store';
import { Failed } from '../../../../shared/failed';
import { SkeletonRows } from '../../../../shared/skeleton-rows';
import { Stale } from '../../../../shared/stale';
import { OutsideText } from '../../../../shared/text/outside-text';
import { SettingsFrame } from '../../settings-frame';
import { rhythmInWords } from '../source/source-settings';
import { NewSource } from './new-source';
import { SourceListStore } from './source-list-store';

/** Who may send events. */
@Component({
  selector: 'tocsin-sources-page',
  imports: [Failed, MatIcon, NewSource, OutsideText, RouterLink, SettingsFrame, SkeletonRows, Stale],
  providers: [SourceListStore],
  templateUrl: './sources-page.html',
})
export class SourcesPage {
  private readonly router = inject(Router);
  protected readonly store = inject(SourceListStore);
  protected readonly mayManage = inject(SessionStore).may('source.manage');
  protected readonly isAdding = signal(false);
  protected readonly rhythmInWords = rhythmInWords;

  protected open(name: string): void {
    void this.router.navigate(['/settings/sources', name]);
  }
}
