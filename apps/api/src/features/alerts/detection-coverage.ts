import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

/** Minutes of the ledger are kept for two weeks, so only of a younger system do they tell when its first event came. */
const YOUNG_MS = 13 * 86_400_000;

/** How far detection has looked. */
@Injectable()
export class DetectionCoverage {
  private firstAt: Date | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * RFC 3339; scheduled rules have looked at everything received before. Null while none has run. A rule that is new looks back a
   * day, which is no delay where nothing was received yet.
   */
  async coveredUntil(): Promise<string | null> {
    const [row] = await this.dataSource.query<{ until: Date | null }[]>(
      'SELECT min(covered_until) AS until FROM detection_checkpoint',
    );
    if (!row?.until) return null;
    const nothingBefore = await this.firstReceipt();
    return (nothingBefore > row.until ? nothingBefore : row.until).toISOString();
  }

  /** Nothing was received before; now, as long as nothing was received at all. */
  private async firstReceipt(): Promise<Date> {
    if (this.firstAt !== undefined) return this.firstAt;
    const [row] = await this.dataSource.query<{ day: Date | null; minute: Date | null }[]>(
      `SELECT (SELECT min(at) FROM ledger_count WHERE grain = 'day') AS day,
        (SELECT min(at) FROM ledger_count WHERE grain = 'minute') AS minute`,
    );
    const now = this.clock.now();
    if (!row?.day || !row.minute) return now;
    const isYoung = now.getTime() - row.day.getTime() < YOUNG_MS;
    this.firstAt = isYoung ? row.minute : new Date(0);
    return this.firstAt;
  }
}
