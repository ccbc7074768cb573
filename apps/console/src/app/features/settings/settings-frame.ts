import { Component, inject, input } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

import { SessionStore } from '../../core/session/session-store';
import { Page } from '../../core/shell/page';

/** The sections of the settings beside the one that is open. */
@Component({
  selector: 'tocsin-settings-frame',
  imports: [Page, RouterLink, RouterLinkActive],
  template: `
    <tocsin-page heading="Settings">
      <span bar class="muted">{{ section() }}</span>
      <div class="columns">
        <nav aria-label="Settings">
          <h2 id="settings-access">Access</h2>
          <ul aria-labelledby="settings-access">
            <li>
              <a class="bare" routerLink="/settings/profile" routerLinkActive ariaCurrentWhenActive="page">Profile</a>
            </li>
            <li>
              <a class="bare" routerLink="/settings/people" routerLinkActive ariaCurrentWhenActive="page">People</a>
            </li>
            @if (mayAudit) {
              <li>
                <a class="bare" routerLink="/settings/audit" routerLinkActive ariaCurrentWhenActive="page">Audit log</a>
              </li>
            }
          </ul>
          <h2 id="settings-platform">Platform</h2>
          <ul aria-labelledby="settings-platform">
            <li>
              <a class="bare" routerLink="/settings/sources" routerLinkActive ariaCurrentWhenActive="page"
                >Sources &amp; keys</a
              >
            </li>
            <li>
              <a class="bare" routerLink="/settings/task-templates" routerLinkActive ariaCurrentWhenActive="page"
                >Task templates</a
              >
            </li>
          </ul>
        </nav>
        <ng-content />
      </div>
    </tocsin-page>
  `,
  styleUrl: './settings-frame.scss',
})
export class SettingsFrame {
  protected readonly mayAudit = inject(SessionStore).may('audit.read');
  readonly section = input.required<string>();
}
