import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { DataSource } from 'typeorm';

import { visibleTo } from '../../features/incidents/incident-visibility';
import { ShiftTimes } from '../../features/shift/shift-times';

/** Who may read a text: whoever may see what it belongs to. The note of a shift is for all. */
@Injectable()
export class TextAccess {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shifts: ShiftTimes,
  ) {}

  async mayRead(actor: Actor, textId: string): Promise<boolean> {
    if (textId.startsWith('shift/')) return this.shifts.isNote(textId);
    const [, number] = textId.split('/');
    const rows: unknown[] = await this.dataSource.query(
      `SELECT 1 FROM incident WHERE number = $1 AND ${visibleTo('$2')}`,
      [number, actor.accountId],
    );
    return rows.length > 0;
  }
}
