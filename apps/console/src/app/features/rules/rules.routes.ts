import type { Routes } from '@angular/router';

import { RuleListPage } from './list/rule-list-page';

const rulePage = async () => (await import('./page/rule-page')).RulePage;

export const ruleRoutes: Routes = [
  { path: '', title: 'Rules', component: RuleListPage },
  { path: ':id', loadComponent: rulePage },
  { path: ':id/versions/:version', loadComponent: rulePage },
];
