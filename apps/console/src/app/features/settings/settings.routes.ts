import type { Routes } from '@angular/router';

export const settingsRoutes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'sources' },
  {
    path: 'sources',
    title: 'Sources & keys',
    loadComponent: async () => (await import('./sources/list/sources-page')).SourcesPage,
  },
  {
    path: 'sources/:name',
    title: 'Source',
    loadComponent: async () => (await import('./sources/source/source-page')).SourcePage,
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: async () => (await import('./sources/source/source-overview')).SourceOverview,
      },
      {
        path: 'sending',
        title: 'How to send',
        loadComponent: async () => (await import('./sources/sending/sending-page')).SendingPage,
      },
    ],
  },
  {
    path: 'profile',
    title: 'Profile',
    loadComponent: async () => (await import('./profile/profile-page')).ProfilePage,
  },
  {
    path: 'audit',
    title: 'Audit log',
    loadComponent: async () => (await import('./audit/audit-page')).AuditPage,
  },
  {
    path: 'task-templates',
    title: 'Task templates',
    loadComponent: async () => (await import('./task-templates/task-templates-page')).TaskTemplatesPage,
  },
  {
    path: 'people',
    title: 'People',
    loadComponent: async () => (await import('./people/people-page')).PeoplePage,
  },
];
