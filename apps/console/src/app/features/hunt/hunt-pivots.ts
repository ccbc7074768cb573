import { Service } from '@angular/core';

import { ValuePivots } from '../../shared/value-menu/value-pivots';
import type { Pivot } from './hunt-event';

/** In the hunt a value narrows the search at hand. */
@Service({ autoProvided: false })
export class HuntPivots extends ValuePivots {
  private narrow: ((pivot: Pivot) => void) | undefined;

  connect(narrow: (pivot: Pivot) => void): void {
    this.narrow = narrow;
  }

  override keep(condition: string): void {
    this.narrow?.({ kind: 'keep', condition });
  }

  override leaveOut(condition: string): void {
    this.narrow?.({ kind: 'leave', condition });
  }
}
