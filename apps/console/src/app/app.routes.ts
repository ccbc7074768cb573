import type { Routes } from '@angular/router';

import { signedIn, signedOut } from './core/session/session-guards';

export const routes: Routes = [
  {
    path: 'login',
    title: 'Sign in',
    canActivate: [signedOut],
    loadComponent: async () => (await import('./features/sign-in/login-page')).LoginPage,
  },
  {
    path: 'setup/:token',
    title: 'First account',
    loadComponent: async () => (await import('./features/sign-in/invitation-page')).InvitationPage,
  },
  {
    path: 'join/:token',
    title: 'Join',
    loadComponent: async () => (await import('./features/sign-in/invitation-page')).InvitationPage,
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: async () => (await import('./core/shell/shell')).Shell,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'home' },
      {
        path: 'home',
        title: 'Home',
        loadComponent: async () => (await import('./features/home/home-page')).HomePage,
      },
      { path: 'alerts', loadChildren: async () => (await import('./features/alerts/alerts.routes')).alertRoutes },
      {
        path: 'incidents',
        loadChildren: async () => (await import('./features/incidents/incidents.routes')).incidentRoutes,
      },
      {
        path: 'hunt',
        title: 'Hunt',
        loadComponent: async () => (await import('./features/hunt/hunt-page')).HuntPage,
      },
      {
        path: 'hunt/s/:id',
        title: 'Hunt',
        loadComponent: async () => (await import('./features/hunt/saved/saved-search-page')).SavedSearchPage,
      },
      {
        path: 'tail',
        title: 'Live tail',
        loadComponent: async () => (await import('./features/live-tail/live-tail-page')).LiveTailPage,
      },
      {
        path: 'entities',
        loadChildren: async () => (await import('./features/entities/entities.routes')).entityRoutes,
      },
      {
        path: 'watchlists',
        loadChildren: async () => (await import('./features/watchlists/watchlists.routes')).watchlistRoutes,
      },
      {
        path: 'rules',
        loadChildren: async () => (await import('./features/rules/rules.routes')).ruleRoutes,
      },
      {
        path: 'flow',
        loadChildren: async () => (await import('./features/flow/flow.routes')).flowRoutes,
      },
      {
        path: 'parked',
        loadChildren: async () => (await import('./features/parked/parked.routes')).parkedRoutes,
      },
      {
        path: 'settings',
        loadChildren: async () => (await import('./features/settings/settings.routes')).settingsRoutes,
      },
      {
        path: '**',
        title: 'Not found',
        loadComponent: async () => (await import('./core/shell/not-found-page')).NotFoundPage,
      },
    ],
  },
];
