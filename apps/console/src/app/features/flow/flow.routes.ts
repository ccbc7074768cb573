import type { Routes } from '@angular/router';

import { FlowPage } from './flow-page';

export const flowRoutes: Routes = [{ path: '', pathMatch: 'full', title: 'Sources & flow', component: FlowPage }];
