/** How many tests a step ran and what came of them; a check that is not made of tests counts as one. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface StepResult extends Counts {
  readonly name: string;
  readonly seconds: number;
  /** Why something was skipped or where the whole output is. */
  readonly note: string;
}

export const KINDS = ['check', 'unit', 'int', 'e2e'] as const;
export type Kind = (typeof KINDS)[number];

/** One line of the table of `./tocsin test`. */
export interface Step {
  readonly kind: Kind;
  readonly name: string;
  /** @param pattern narrows the step to files whose path contains it; steps that cannot be narrowed leave it alone. */
  run(pattern: string | undefined): Promise<Counts & { readonly note: string }>;
}
