import { Component, inject, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import { SessionStore } from '../../../core/session/session-store';
import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { SettingsFrame } from '../settings-frame';
import { NewSource } from './new-source';
import { SourceKeys } from './source-keys';
import { SourceStore } from './source-store';

/** Who may send events, and with which keys. */
@Component({
  selector: 'tocsin-sources-page',
  imports: [Failed, MatIcon, Moment, NewSource, OutsideText, SettingsFrame, SkeletonRows, SourceKeys],
  providers: [SourceStore],
  templateUrl: './sources-page.html',
  styles: `
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }

    @media (width < 64rem) {
      .columns {
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        overflow: auto;
      }

      .pane {
        overflow: visible;
      }
    }
  `,
})
export class SourcesPage {
  protected readonly store = inject(SourceStore);
  protected readonly mayManage = inject(SessionStore).may('source.manage');
  protected readonly isAdding = signal(false);
}
