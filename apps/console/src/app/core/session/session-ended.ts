import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, throwError } from 'rxjs';

import { SessionStore } from './session-store';

/** Any 401 but that of the session itself means that the session is over: sign in again, then back to the same place. */
export const sessionEnded: HttpInterceptorFn = (request, next) => {
  const session = inject(SessionStore);
  const router = inject(Router);
  return next(request).pipe(
    catchError((error: unknown) => {
      const refused = error instanceof HttpErrorResponse && error.status === 401 && !isAboutSignIn(request.url);
      if (refused) leaveForSignIn(session, router);
      return throwError(() => error);
    }),
  );
};

/** Ends the session here and goes to the page for signing in, which says why and leads back. */
export function leaveForSignIn(session: SessionStore, router: Router): void {
  session.end();
  if (router.url.startsWith('/login')) return;
  void router.navigate(['/login'], { queryParams: { returnTo: router.url, reason: 'ended' } });
}

function isAboutSignIn(url: string): boolean {
  return url.startsWith('/api/session') || url.startsWith('/api/invitations/');
}
