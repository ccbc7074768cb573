import { Injectable } from '@nestjs/common';
import { SourceAlarmEntity } from '@tocsin/database';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import type { AlertChange } from '../grouping/alert-grouping';
import { AlertNews } from '../raising/alert-news';
import { BlindRules } from './blind-rules';
import { SourceAlerts } from './source-alerts';
import type { Judged, SourceTrouble, TroubleKind } from './source-trouble';
import { titleOf, type KnownTrouble } from './trouble-signal';

/** Knows what is wrong with sources, and has the alert of each say so, from the first trouble until the last is over. */
@Injectable()
export class SourceAlarms {
  constructor(
    private readonly dataSource: DataSource,
    private readonly alerts: SourceAlerts,
    private readonly news: AlertNews,
    private readonly blind: BlindRules,
  ) {}

  /** @throws {StoreUnavailable} and what the database throws. */
  async settle(kind: TroubleKind, { troubles, ending }: Judged, now: Date): Promise<void> {
    const rows = await this.dataSource.getRepository(SourceAlarmEntity).findBy({ kind, endedAt: IsNull() });
    const open = new Map(rows.map((row) => [row.source, row]));
    for (const trouble of troubles) {
      const known = open.get(trouble.source);
      if (known === undefined) await this.begin(trouble, now);
      else await this.grow(known, trouble, now);
    }
    const still = new Set(troubles.map(({ source }) => source));
    for (const alarm of rows) {
      const text = still.has(alarm.source) ? undefined : ending(alarm);
      if (text !== undefined) await this.end(alarm, text, now);
    }
  }

  private async begin(trouble: SourceTrouble, now: Date): Promise<void> {
    const blind = await this.blind.of(trouble.source, now);
    await this.tell(async (manager) => {
      const row = { ...trouble, subjects: trouble.subjects ?? [], raisedAt: now, blind, endedAt: null };
      await manager.getRepository(SourceAlarmEntity).insert(row);
      const { source, kind, reason, seen } = trouble;
      const text = `${titleOf(kind)}: ${reason}; ${seen}.`;
      return this.alerts.begin(manager, { source, troubles: await openOf(manager, source), text, now });
    });
  }

  /** More hosts or fields are missing than before. */
  private async grow(known: SourceAlarmEntity, trouble: SourceTrouble, now: Date): Promise<void> {
    const more = (trouble.subjects ?? []).filter((subject) => !known.subjects.includes(subject));
    if (more.length === 0) return;
    const { source, kind, raisedAt } = known;
    const { reason, expected, seen } = trouble;
    const subjects = [...new Set([...known.subjects, ...more])];
    await this.tell(async (manager) => {
      const alarms = manager.getRepository(SourceAlarmEntity);
      await alarms.update({ source, kind, raisedAt }, { reason, expected, seen, subjects });
      const text = `Missing as well: ${more.slice(0, 20).join(', ')}${more.length > 20 ? ' and others' : ''}.`;
      return this.alerts.end(manager, { source, troubles: await openOf(manager, source), text, now });
    });
  }

  private async end({ source, kind, raisedAt }: SourceAlarmEntity, text: string, now: Date): Promise<void> {
    await this.tell(async (manager) => {
      await manager.getRepository(SourceAlarmEntity).update({ source, kind, raisedAt }, { endedAt: now });
      const troubles = await openOf(manager, source);
      const all = troubles.length === 0 ? ' Nothing else is wrong with it.' : '';
      const about = `Over since ${now.toISOString()}: ${titleOf(kind as TroubleKind)}. ${text}${all}`;
      return this.alerts.end(manager, { source, troubles, text: about, now });
    });
  }

  private async tell(change: (manager: EntityManager) => Promise<readonly AlertChange[]>): Promise<void> {
    await this.news.announce(await this.dataSource.transaction(change));
  }
}

async function openOf(manager: EntityManager, source: string): Promise<KnownTrouble[]> {
  const rows = await manager
    .getRepository(SourceAlarmEntity)
    .find({ where: { source, endedAt: IsNull() }, order: { raisedAt: 'ASC', kind: 'DESC' } });
  return rows.map((row) => ({ ...row, kind: row.kind as TroubleKind }));
}
