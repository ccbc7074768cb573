export type NodePath = readonly (string | number)[];

/** A rule cannot be run exactly as written, so it is not run at all. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  constructor(
    readonly reason: string,
    /** What the author can do, one sentence. */
    readonly advice: string,
    /** Place in the document, from its root. */
    readonly path: NodePath = [],
  ) {
    super(`${reason} ${advice}`);
  }

  /** The same error, seen from one level further out. */
  under(...outer: NodePath): RuleError {
    return new RuleError(this.reason, this.advice, [...outer, ...this.path]);
  }
}

/** Runs the work; an error in it knows where the place stands. */
export function at<T>(place: NodePath, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof RuleError ? error.under(...place) : error;
  }
}
