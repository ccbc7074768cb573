import { inject, Service, signal } from '@angular/core';
import { type NavigationError } from '@angular/router';

import { toProblem, type Problem } from '../api/problem';

/** A screen whose program did not arrive: the connection broke, or the server has another version by now. */
@Service()
export class PageFailure {
  readonly problem = signal<Problem | undefined>(undefined);
  private address = '/';

  take({ url, error }: NavigationError): void {
    this.address = url;
    this.problem.set({
      title: 'This screen did not load',
      detail: `Part of the console could not be fetched. Check the connection, then reload. (${toProblem(error).detail})`,
      code: 'screen.not_loaded',
      status: 0,
    });
  }

  /** A browser does not fetch a failed module twice: only a new page does. */
  reload(): void {
    location.assign(this.address);
  }
}

/** For the router. */
export function screenNotLoaded(error: NavigationError): void {
  inject(PageFailure).take(error);
}
