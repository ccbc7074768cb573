import { Clock } from '@tocsin/clock';

/** A clock that stands still until it is moved. */
export class FakeClock extends Clock {
  private at: number;

  /** @param start Where it stands first; RFC 3339 or a date. */
  constructor(start: string | Date = '2026-03-02T10:00:00.000Z') {
    super();
    this.at = new Date(start).getTime();
  }

  override now(): Date {
    return new Date(this.at);
  }

  /** Moves it by that many milliseconds, backwards when negative. */
  advance(milliseconds: number): void {
    this.at += milliseconds;
  }

  set(at: string | Date): void {
    this.at = new Date(at).getTime();
  }
}
