import { randomBytes } from 'node:crypto';

const RUN = 'TOCSIN_TEST_RUN';

/** Gives the run its name, by which everything made on a shared engine is found again and removed. */
export function beginTestRun(): string {
  const run = randomBytes(4).toString('hex');
  process.env[RUN] = run;
  return run;
}

/** A name nobody else has: `<prefix>test<sep><run><sep><random>`. */
export function freshName(separator: '_' | '-'): string {
  return `${runPrefix(requireRun(), separator)}${randomBytes(4).toString('hex')}`;
}

/** What the names of everything made in that run begin with. */
export function runPrefix(run: string, separator: '_' | '-'): string {
  return ['tocsin', 'test', run, ''].join(separator);
}

function requireRun(): string {
  const run = process.env[RUN];
  if (run === undefined)
    throw new Error(
      'Real engines are there in integration runs only: ./tocsin test int, or TOCSIN_TEST_KIND=int jest.',
    );
  return run;
}
