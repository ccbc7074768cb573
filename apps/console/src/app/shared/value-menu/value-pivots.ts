import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';

import { spanAround } from '../time-range/span';

const AROUND_MINUTES = 15;

/** What a value leads to: by default a hunt of its own. A screen with a search provides one that narrows that search. */
@Service()
export class ValuePivots {
  private readonly router = inject(Router);

  keep(condition: string): void {
    void this.router.navigate(['/hunt'], { queryParams: { q: condition } });
  }

  leaveOut(condition: string): void {
    void this.router.navigate(['/hunt'], { queryParams: { q: `NOT ${condition}` } });
  }

  /** Everything with the value a quarter of an hour before and after. */
  around(condition: string, at: string): void {
    void this.router.navigate(['/hunt'], { queryParams: { q: condition, ...spanAround(at, AROUND_MINUTES) } });
  }
}
