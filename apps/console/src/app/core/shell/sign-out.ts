import { DOCUMENT, inject, Service } from '@angular/core';
import { Router } from '@angular/router';

import { toProblem } from '../api/problem';
import { forgetLocalCopies } from '../session/local-copies';
import { SessionStore } from '../session/session-store';
import { Toasts } from '../toasts/toasts';

/** Ends the session on the server first: a person who signed out must not stay signed in because an answer was lost. */
@Service()
export class SignOut {
  private readonly document = inject(DOCUMENT);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  async run(): Promise<void> {
    try {
      const leadsTo = await this.session.signOut();
      await forgetLocalCopies();
      // The provider's page leads back to ours.
      if (leadsTo === null) await this.router.navigateByUrl('/login');
      else this.document.location.assign(leadsTo);
    } catch (error) {
      this.toasts.failed(`You are still signed in. ${toProblem(error).detail}`, {
        label: 'Try again',
        run: () => void this.run(),
      });
    }
  }
}
