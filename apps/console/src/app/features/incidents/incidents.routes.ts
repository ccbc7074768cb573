import type { Routes } from '@angular/router';

import { IncidentListPage } from './list/incident-list-page';

export const incidentRoutes: Routes = [
  { path: '', pathMatch: 'full', title: 'Incidents', component: IncidentListPage },
  {
    path: ':number',
    loadComponent: async () => (await import('./page/incident-page')).IncidentPage,
  },
];
