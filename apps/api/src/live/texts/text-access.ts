import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { DataSource } from 'typeorm';

import { visibleTo } from '../../features/incidents/incident-visibility';
import { ShiftTimes } from '../../features/shift/shift-times';

const OF_INCIDENT = `SELECT 1 FROM incident WHERE number = $1 AND ${visibleTo('$2')}`;
/** Also of what was merged into another incident: a part keeps its own people. */
const OF_ITEM = `SELECT 1 FROM incident_item AS item JOIN incident ON incident.id = item.incident_id
   WHERE item.id = $1::uuid AND item.removed_at IS NULL AND ${visibleTo('$2')}`;

/** Who may read a text: whoever may see what it belongs to. The note of a shift is for all. */
@Injectable()
export class TextAccess {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shifts: ShiftTimes,
  ) {}

  async mayRead(actor: Actor, textId: string): Promise<boolean> {
    if (textId.startsWith('shift/')) return this.shifts.isNote(textId);
    const [kind, owner] = textId.split('/');
    const sql = kind === 'item' ? OF_ITEM : OF_INCIDENT;
    const rows: unknown[] = await this.dataSource.query(sql, [owner, actor.accountId]);
    return rows.length > 0;
  }
}
