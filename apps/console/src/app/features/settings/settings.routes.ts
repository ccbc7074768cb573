import type { Routes } from '@angular/router';

export const settingsRoutes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'sources' },
  {
    path: 'sources',
    title: 'Sources & keys',
    loadComponent: async () => (await import('./sources/sources-page')).SourcesPage,
  },
  {
    path: 'people',
    title: 'People',
    loadComponent: async () => (await import('./people/people-page')).PeoplePage,
  },
];
