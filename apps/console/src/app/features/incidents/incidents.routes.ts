import type { Routes, UrlMatchResult, UrlSegment } from '@angular/router';

import { IncidentListPage } from './list/incident-list-page';

export const incidentRoutes: Routes = [
  { path: '', pathMatch: 'full', title: 'Incidents', component: IncidentListPage },
  {
    matcher: incidentAndTab,
    loadComponent: async () => (await import('./page/incident-page')).IncidentPage,
  },
];

/** `INC-2026-0042` and `INC-2026-0042/tasks`: one route, so that a page stays the same while its tab changes. */
function incidentAndTab(segments: UrlSegment[]): UrlMatchResult | null {
  const [number, tab, ...rest] = segments;
  if (number === undefined || rest.length > 0) return null;
  return { consumed: segments, posParams: tab === undefined ? { number } : { number, tab } };
}
