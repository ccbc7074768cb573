import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';

import { ApiOptions } from '../../api-options';
import { isNoteOfTheseWeeks, periodAt, shiftStarts, type Period } from './shift-periods';

/** When shifts begin here. */
@Injectable()
export class ShiftTimes {
  readonly starts: readonly number[];

  constructor(
    options: ApiOptions,
    private readonly clock: Clock,
  ) {
    this.starts = shiftStarts(options.shiftStarts);
  }

  current(): Period {
    return periodAt(this.clock.now(), this.starts);
  }

  /** Whether a shared text is the note of a shift that people still read or write. */
  isNote(textId: string): boolean {
    return isNoteOfTheseWeeks(textId, this.clock.now(), this.starts);
  }
}
