/** Where a framer puts the events it finds. */
export interface EventSink {
  /**
   * @param line one event on one line, without its end; taken over, not copied.
   * @param isValid whether it is a JSON object; one that is not travels all the same and is parked later.
   * @param id the shipper's own, if it gave one.
   */
  add(line: Buffer, isValid: boolean, id?: string): void;
}

/** Finds the events of a body while it arrives. */
export interface Framer {
  push(chunk: Buffer): void;
  /** The body is complete. */
  end(): void;
}
