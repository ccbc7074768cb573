import { Component, viewChild } from '@angular/core';

import { SettingsFrame } from '../settings-frame';
import { OwnFactors } from './factors/own-factors';
import { OwnPasskeys } from './factors/own-passkeys';
import { OwnLook } from './own-look';
import { OwnPassword } from './own-password';
import { OwnSessions } from './own-sessions';
import { OwnTokens } from './own-tokens';

/** What concerns only oneself. */
@Component({
  selector: 'tocsin-profile-page',
  imports: [OwnFactors, OwnLook, OwnPasskeys, OwnPassword, OwnSessions, OwnTokens, SettingsFrame],
  template: `
    <tocsin-settings-frame section="profile">
      <div class="pane">
        <tocsin-own-look class="pane-section" />
        <tocsin-own-sessions class="pane-section" />
        <tocsin-own-password class="pane-section" (changed)="reload()" />
        <tocsin-own-factors class="pane-section" />
        <tocsin-own-passkeys class="pane-section" />
        <tocsin-own-tokens class="pane-section" />
      </div>
    </tocsin-settings-frame>
  `,
})
export class ProfilePage {
  private readonly sessions = viewChild.required(OwnSessions);

  protected reload(): void {
    this.sessions().reload();
  }
}
