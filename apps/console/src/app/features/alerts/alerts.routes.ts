import type { Routes } from '@angular/router';

export const alertRoutes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'views/open' },
  { path: 'views', pathMatch: 'full', redirectTo: 'views/open' },
  {
    path: 'views/:view',
    title: 'Alerts',
    loadComponent: async () => (await import('./alert-list/alert-list-page')).AlertListPage,
  },
  {
    path: ':number',
    title: (route) => route.paramMap.get('number') ?? 'Alert',
    loadComponent: async () => (await import('./alert-page/alert-page')).AlertPage,
  },
];
