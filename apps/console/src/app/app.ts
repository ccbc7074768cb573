import { Component, inject } from '@angular/core';
import { MatIconRegistry } from '@angular/material/icon';
import { DomSanitizer } from '@angular/platform-browser';
import { Router, RouterOutlet } from '@angular/router';

import icons from './core/icons/icons.svg';
import { Preferences } from './core/preferences/preferences';
import { SessionStore } from './core/session/session-store';
import { PageFailure } from './core/shell/page-failure';
import { Failed } from './shared/failed';

@Component({
  selector: 'tocsin-root',
  imports: [Failed, RouterOutlet],
  template: `
    @if (session.problem(); as problem) {
      <main class="start-failed">
        <tocsin-failed what="The console did not start" [problem]="problem" (retry)="retry()" />
      </main>
    } @else if (failure.problem(); as problem) {
      <main class="start-failed">
        <tocsin-failed [what]="problem.title" [problem]="problem" (retry)="failure.reload()" />
      </main>
    } @else {
      @if (session.isUnknown()) {
        <p class="starting after-a-moment" role="status">Starting the console</p>
      }
      <router-outlet />
    }
  `,
  styles: `
    .start-failed {
      display: grid;
      min-height: 100dvh;
    }

    .starting {
      position: absolute;
      padding: var(--space-4);
      color: var(--text-2);
    }
  `,
})
export class App {
  protected readonly session = inject(SessionStore);
  protected readonly failure = inject(PageFailure);
  private readonly router = inject(Router);

  constructor() {
    inject(Preferences);
    // Our own drawings, part of the program: nothing from outside gets in here.
    inject(MatIconRegistry).addSvgIconSetLiteral(inject(DomSanitizer).bypassSecurityTrustHtml(icons));
  }

  protected async retry(): Promise<void> {
    await this.session.ask();
    if (this.session.problem() === undefined) await this.router.navigateByUrl(location.pathname + location.search);
  }
}
