import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { CustodyAction, EvidenceDetail } from '@tocsin/api-contract';
import { AuditTrail, currentOrigin } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { EvidenceCustodyEntity } from '@tocsin/database';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';

import { personJson } from '../incident-rows';
import type { EvidenceRow } from './evidence-rows';

const VIEW_AGAIN_MS = 3_600_000;

interface CustodyRow extends Omit<EvidenceDetail['custody'][number], 'at'> {
  readonly at: Date;
}

/** Who did what. */
export interface CustodyNote {
  readonly actor: Actor;
  readonly action: CustodyAction;
  readonly detail: string;
}

/** Who had to do with a piece of evidence. Each note stands in the audit log too, whose chain shows that none was changed. */
@Injectable()
export class CustodyLog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  async of(id: string): Promise<EvidenceDetail['custody']> {
    const rows = await this.dataSource.query<CustodyRow[]>(
      `SELECT note.id, note.at, note.action, note.detail, note.address, ${personJson('person')} AS by
         FROM evidence_custody AS note LEFT JOIN account AS person ON person.id = note.by
        WHERE note.evidence_id = $1 ORDER BY note.id LIMIT 10000`,
      [id],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  /** Notes down what changes no incident; the last of the transaction. */
  async record(manager: EntityManager, row: EvidenceRow, note: CustodyNote): Promise<void> {
    await this.note(manager, row.id, note);
    await this.trail.record(manager, {
      by: note.actor,
      action: `evidence.${note.action}`,
      object: { kind: 'incident', id: row.incident },
      after: { evidence: `E-${row.number}`, sha256: row.sha256, detail: note.detail },
    });
  }

  /** That somebody looked at it; once per person and hour. */
  async view(actor: Actor, row: EvidenceRow): Promise<void> {
    const since = MoreThan(new Date(this.clock.now().getTime() - VIEW_AGAIN_MS));
    const known = { evidenceId: row.id, by: actor.accountId, action: 'view', at: since };
    if (await this.dataSource.getRepository(EvidenceCustodyEntity).existsBy(known)) return;
    await this.dataSource.transaction((manager) => this.record(manager, row, { actor, action: 'view', detail: '' }));
  }

  /** The note alone, where the incident's own history goes to the audit log. */
  async note(manager: EntityManager, evidenceId: string, { actor, action, detail }: CustodyNote): Promise<void> {
    const address = currentOrigin()?.address ?? null;
    const row = { evidenceId, at: this.clock.now(), by: actor.accountId, action, detail, address };
    await manager.getRepository(EvidenceCustodyEntity).insert(row);
  }
}
