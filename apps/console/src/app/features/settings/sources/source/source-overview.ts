import { Component, inject } from '@angular/core';

import { SessionStore } from '../../../../core/session/session-store';
import { SourceKeys } from '../keys/source-keys';
import { SettingsForm } from './settings-form';
import { SettingsFacts } from './settings-facts';
import { SourceStore } from './source-store';

/** Keys and settings of a source, side by side. */
@Component({
  selector: 'tocsin-source-overview',
  imports: [SettingsFacts, SettingsForm, SourceKeys],
  host: { class: 'columns' },
  template: `
    @if (store.source(); as source) {
      <section class="pane" [attr.aria-label]="'Keys of ' + source.name">
        <tocsin-source-keys [source]="source.name" [mayManage]="mayManage" />
      </section>
      <section class="pane" [attr.aria-label]="'Settings of ' + source.name">
        <div class="pane-head"><h3>Settings</h3></div>
        @if (mayManage) {
          <tocsin-settings-form class="pane-body" [source]="source" />
        } @else {
          <tocsin-settings-facts class="pane-body" [source]="source" />
        }
      </section>
    }
  `,
  styles: `
    :host {
      grid-template-columns: minmax(0, 1fr) minmax(0, 26rem);
    }

    @media (width < 64rem) {
      :host {
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
      }

      .pane {
        overflow: visible;
      }

      .pane + .pane {
        border-top: 1px solid var(--line);
        border-left: 0;
      }
    }
  `,
})
export class SourceOverview {
  protected readonly store = inject(SourceStore);
  protected readonly mayManage = inject(SessionStore).may('source.manage');
}
