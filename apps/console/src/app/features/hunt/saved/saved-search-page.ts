import { httpResource } from '@angular/common/http';
import { Component, effect, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import type { SavedSearch } from '@tocsin/api-contract';

import { Page } from '../../../core/shell/page';
import { Failed } from '../../../shared/failed';
import { problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { searchAddress } from './search-address';

/** The lasting address of a saved search: leads to the hunt as it is saved now. */
@Component({
  selector: 'tocsin-saved-search-page',
  imports: [Failed, Page, SkeletonRows],
  template: `
    <tocsin-page heading="Hunt">
      @if (problem(); as failure) {
        <tocsin-failed what="The saved search could not be opened" [problem]="failure" (retry)="resource.reload()" />
      } @else {
        <tocsin-skeleton-rows />
      }
    </tocsin-page>
  `,
})
export class SavedSearchPage {
  private readonly router = inject(Router);
  readonly id = input.required<string>();
  protected readonly resource = httpResource<SavedSearch>(() => `/api/searches/${encodeURIComponent(this.id())}`);
  protected readonly problem = problemOf(this.resource);

  constructor() {
    effect(() => {
      if (!this.resource.hasValue()) return;
      const given = Object.entries(searchAddress(this.resource.value())).filter(([, value]) => value !== null);
      void this.router.navigate(['/hunt'], { queryParams: Object.fromEntries(given), replaceUrl: true });
    });
  }
}
