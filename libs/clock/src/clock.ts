/** Time of day, injected wherever it matters, so that everything that waits or expires is tested without waiting. */
export abstract class Clock {
  abstract now(): Date;
}

/** The machine's clock. */
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
