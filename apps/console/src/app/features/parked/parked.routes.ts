import type { Routes } from '@angular/router';

import { ParkedPage } from './parked-page';

export const parkedRoutes: Routes = [{ path: '', pathMatch: 'full', title: 'Parked events', component: ParkedPage }];
