import type { Routes } from '@angular/router';

import { EntityListPage } from './list/entity-list-page';

export const entityRoutes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'asset' },
  {
    path: 'staff',
    title: 'Key staff',
    loadComponent: async () => (await import('./staff/key-staff-page')).KeyStaffPage,
  },
  { path: ':kind', title: 'Entities', component: EntityListPage },
  {
    path: ':kind/:key',
    loadComponent: async () => (await import('./page/entity-page')).EntityPage,
  },
];
