import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How far detection has looked. */
@Injectable()
export class DetectionCoverage {
  constructor(private readonly dataSource: DataSource) {}

  /** RFC 3339; scheduled rules have looked at everything received before. Null while none has run. */
  async coveredUntil(): Promise<string | null> {
    const rows = await this.dataSource.query<{ until: Date | null }[]>(
      'SELECT min(covered_until) AS until FROM detection_checkpoint',
    );
    return rows[0]?.until?.toISOString() ?? null;
  }
}
