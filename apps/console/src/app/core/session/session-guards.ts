import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';

import { safeReturn } from './return-to';
import { SessionStore } from './session-store';

/** Lets signed-in people in; others sign in first and come back. Without an answer nobody goes anywhere. */
export const signedIn: CanActivateFn = async (_route, state) => {
  const session = inject(SessionStore);
  const router = inject(Router);
  if (await session.isSignedIn()) return true;
  if (session.problem() !== undefined) return false;
  return router.createUrlTree(['/login'], state.url === '/' ? {} : { queryParams: { returnTo: state.url } });
};

/** Whoever is signed in has no use for the page for signing in. */
export const signedOut: CanActivateFn = async (route) => {
  const session = inject(SessionStore);
  const router = inject(Router);
  if (!(await session.isSignedIn())) return session.problem() === undefined;
  return router.parseUrl(safeReturn(route.queryParamMap.get('returnTo')));
};
