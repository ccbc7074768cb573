/** An expression no backend can mean anything by: a broken pattern, a limit that is no number. */
export class InvalidExpression extends Error {
  override readonly name = 'InvalidExpression';
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`The condition on ${field} cannot be used: ${reason}`);
  }
}

/** A store cannot answer this condition with the meaning it has on the stream, and a nearly right answer is none. */
export class NotSearchable extends Error {
  override readonly name = 'NotSearchable';
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`The store cannot search ${field} this way: ${reason}`);
  }
}

/** What only the stream answers, and why. */
export const STREAM_ONLY = {
  holds: 'only the stream compares two fields of an event.',
  calendar: 'only the stream takes a date apart; search a range of time instead.',
} as const;
