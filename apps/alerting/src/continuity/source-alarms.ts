import { Injectable } from '@nestjs/common';
import { SourceAlarmEntity } from '@tocsin/database';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import { AlertRaiser } from '../raising/alert-raiser';
import { AlertNews } from '../raising/alert-news';
import type { AlertChange } from '../grouping/alert-grouping';
import { BlindRules } from './blind-rules';
import type { SourceTrouble, TroubleKind } from './source-trouble';
import { troubleRuleId, troubleSignal } from './trouble-signal';

const NOTE_ON_ALERTS = `
  WITH alerts AS (
    UPDATE alert SET revision = revision + 1, updated_at = $3
     WHERE rule_id = $1 AND entity_value = $2 AND status <> 'resolved' RETURNING id, revision
  ), told AS (
    INSERT INTO alert_history (alert_id, at, kind, by, detail)
      SELECT id, $3, 'comment', NULL, jsonb_build_object('text', $4::text) FROM alerts
  ) SELECT id, revision FROM alerts`;

/** Raises an alert when something begins to be wrong with a source, and notes in it when that is over. One at a time for each. */
@Injectable()
export class SourceAlarms {
  constructor(
    private readonly dataSource: DataSource,
    private readonly raiser: AlertRaiser,
    private readonly news: AlertNews,
    private readonly blind: BlindRules,
  ) {}

  /** Sources of which that is known already. */
  private async open(kind: TroubleKind): Promise<ReadonlySet<string>> {
    const rows = await this.dataSource.getRepository(SourceAlarmEntity).findBy({ kind, endedAt: IsNull() });
    return new Set(rows.map(({ source }) => source));
  }

  /**
   * @param troubles all there are of this kind now.
   * @param isOver of a source whose trouble is not among them.
   * @throws {StoreUnavailable} and what the database throws.
   */
  async settle(
    kind: TroubleKind,
    troubles: readonly SourceTrouble[],
    { now, isOver }: { readonly now: Date; readonly isOver: (source: string) => boolean },
  ): Promise<void> {
    const open = await this.open(kind);
    for (const trouble of troubles) if (!open.has(trouble.source)) await this.raise(trouble, now);
    const still = new Set(troubles.map(({ source }) => source));
    for (const source of open) if (!still.has(source) && isOver(source)) await this.end({ source, kind }, now);
  }

  private async raise(trouble: SourceTrouble, now: Date): Promise<void> {
    const blind = await this.blind.of(trouble.source, now);
    await this.raiser.raise([troubleSignal(trouble, blind)], async (manager) => {
      await manager.getRepository(SourceAlarmEntity).insert({ ...trouble, raisedAt: now, blind, endedAt: null });
    });
  }

  private async end(which: Pick<SourceTrouble, 'source' | 'kind'>, now: Date): Promise<void> {
    const changes = await this.dataSource.transaction((manager) => note(manager, which, now));
    await this.news.announce(changes);
  }
}

async function note(
  manager: EntityManager,
  { source, kind }: Pick<SourceTrouble, 'source' | 'kind'>,
  now: Date,
): Promise<AlertChange[]> {
  const alarms = manager.getRepository(SourceAlarmEntity);
  const { affected } = await alarms.update({ source, kind, endedAt: IsNull() }, { endedAt: now });
  if (affected === 0) return [];
  const text = `It is as usual again since ${now.toISOString()}.`;
  return manager.query<AlertChange[]>(NOTE_ON_ALERTS, [troubleRuleId(kind), source, now, text]);
}
