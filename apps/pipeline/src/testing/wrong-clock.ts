import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { freshFolder } from '@tocsin/testing';

import type { RunOptions } from './pipeline-process';

/** The clock of one process, to be moved while it runs; wrong by milliseconds, behind when negative. */
export class WrongClock {
  private readonly file = join(freshFolder('clock'), 'wrong-by');

  constructor(wrongBy = 0) {
    this.move(wrongBy);
  }

  move(wrongBy: number): void {
    writeFileSync(this.file, String(wrongBy));
  }

  /** For the process that is to have this clock. */
  get runOptions(): RunOptions {
    return { execArgv: ['-r', require.resolve('./moved-clock.cjs')], env: { TOCSIN_TEST_CLOCK_FILE: this.file } };
  }
}
