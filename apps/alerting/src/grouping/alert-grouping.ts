import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { AlertEntity, AlertSignalEntity } from '@tocsin/database';
import type { Signal } from '@tocsin/event-model';
import { In, Not, type EntityManager } from 'typeorm';

import type { AlertingOptions } from '../alerting.config';
import { ALERTING_OPTIONS } from '../alerting-options';
import { Drafts, type Draft } from './drafts';
import { alertOf, amendAlert, foldSignal } from './fold-signal';

/** An alert that was made or changed; `revision` counts its changes. */
export interface AlertChange {
  readonly id: string;
  readonly revision: number;
}

const HOUR_MS = 3_600_000;
/** Any number nobody else uses as the first half of an advisory lock of this database ("group" on a phone's keys). */
const GROUPING_LOCK = 47_687;

/** Makes alerts of signals: one per rule and group while it is unresolved and near in event time. */
@Injectable()
export class AlertGrouping {
  private readonly windowMs: number;

  constructor(
    @Inject(ALERTING_OPTIONS) options: AlertingOptions,
    private readonly clock: Clock,
  ) {
    this.windowMs = options.groupingHours * HOUR_MS;
  }

  /**
   * Counts each signal once, however often it is given and by however many workers. Must run in a transaction: groups are
   * locked until it ends, and nothing of it stands unless all does.
   */
  async record(manager: EntityManager, signals: readonly Signal[]): Promise<AlertChange[]> {
    const inOrder = signals.toSorted(
      (left, right) => left.at.localeCompare(right.at) || left.id.localeCompare(right.id),
    );
    await lockGroups(manager, inOrder);
    const known = await knownSignals(manager, inOrder);
    const drafts = await this.openAlerts(manager, inOrder, known);
    const added: AlertSignalEntity[] = [];
    const now = this.clock.now();
    for (const signal of inOrder) {
      const before = known.get(signal.id);
      if (before === undefined) {
        const row = rowOf(signal, this.place(drafts, signal), now);
        known.set(row.id, row);
        added.push(row);
      } else if (before.proof.eventCount !== signal.proof.eventCount) {
        await amend(manager, drafts, signal, before);
        known.set(signal.id, { ...before, proof: signal.proof });
      }
    }
    const changed = drafts.changed();
    await this.write(manager, changed, now);
    if (added.length > 0) await manager.getRepository(AlertSignalEntity).insert(added);
    return changed.map(({ id, revision, isNew }) => ({ id, revision: isNew ? 1 : revision + 1 }));
  }

  /** Folds the signal into an alert of its group, or makes one; answers its id. */
  private place(drafts: Drafts, signal: Signal): string {
    const found = drafts.near(signal, this.windowMs);
    if (found === undefined) {
      const made: Draft = { id: randomUUID(), facts: alertOf(signal), revision: 1, isNew: true, isChanged: true };
      drafts.add(made);
      return made.id;
    }
    found.facts = foldSignal(found.facts, signal);
    found.isChanged = true;
    return found.id;
  }

  private async openAlerts(
    manager: EntityManager,
    signals: readonly Signal[],
    known: ReadonlyMap<string, AlertSignalEntity>,
  ): Promise<Drafts> {
    const alerts = manager.getRepository(AlertEntity);
    const rows = await alerts.find({
      where: [
        {
          ruleId: In(unique(signals.map(({ rule }) => rule.id))),
          groupKey: In(unique(signals.map(({ groupKey }) => groupKey))),
          status: Not('resolved'),
        },
        { id: In(unique([...known.values()].map(({ alertId }) => alertId))) },
      ],
      // Locked, so that nothing people decide meanwhile is lost; in one order, so that two workers never wait for each other.
      order: { id: 'ASC' },
      lock: { mode: 'for_no_key_update' },
    });
    const latestFirst = rows.toSorted((left, right) => right.lastAt.getTime() - left.lastAt.getTime());
    const drafts = new Drafts();
    for (const row of latestFirst)
      drafts.add({ id: row.id, facts: row, revision: row.revision, isNew: false, isChanged: false });
    return drafts;
  }

  private async write(manager: EntityManager, changed: readonly Draft[], now: Date): Promise<void> {
    const alerts = manager.getRepository(AlertEntity);
    const made = changed.filter((draft) => draft.isNew);
    if (made.length > 0) {
      const state = {
        status: 'new',
        assigneeId: null,
        acknowledgedAt: null,
        acknowledgedBy: null,
        revision: 1,
      } as const;
      await alerts.insert(made.map(({ id, facts }) => ({ ...facts, ...state, id, createdAt: now, updatedAt: now })));
    }
    const grown = changed.filter((draft) => !draft.isNew);
    if (grown.length > 0) await update(manager, grown, now);
  }
}

/** All in one statement: a busy group changes with every batch, and hundreds may be busy at once. */
async function update(manager: EntityManager, grown: readonly Draft[], now: Date): Promise<void> {
  const rows = grown.map(({ id, facts }) => {
    const { reason, eventCount, signalCount, firstAt, lastAt, proof, lastProof } = facts;
    return { id, reason, eventCount, signalCount, firstAt, lastAt, proof, lastProof };
  });
  await manager.query(
    `UPDATE alert SET reason = changed.reason, event_count = changed."eventCount", signal_count = changed."signalCount",
        first_at = changed."firstAt", last_at = changed."lastAt", proof = changed.proof, last_proof = changed."lastProof",
        updated_at = $2, revision = alert.revision + 1
      FROM jsonb_to_recordset($1::jsonb) AS changed (id uuid, reason text, "eventCount" int, "signalCount" int,
        "firstAt" timestamptz, "lastAt" timestamptz, proof jsonb, "lastProof" jsonb)
      WHERE alert.id = changed.id`,
    [JSON.stringify(rows), now],
  );
}

/** Few enough to be held in one transaction by many workers, many enough that strangers seldom wait for each other. */
const LOCKS = 256;

/** Workers that hold signals of one group take turns; in order, so that two never wait for each other. */
async function lockGroups(manager: EntityManager, signals: readonly Signal[]): Promise<void> {
  const groups = unique(signals.map(({ rule, groupKey }) => JSON.stringify([rule.id, groupKey])));
  await manager.query(
    `SELECT pg_advisory_xact_lock($2, key) FROM
       (SELECT DISTINCT abs(hashtext(name) % $3) AS key FROM unnest($1::text[]) AS name ORDER BY key) AS keys`,
    [groups, GROUPING_LOCK, LOCKS],
  );
}

async function knownSignals(
  manager: EntityManager,
  signals: readonly Signal[],
): Promise<Map<string, AlertSignalEntity>> {
  const rows = await manager.getRepository(AlertSignalEntity).findBy({ id: In(unique(signals.map(({ id }) => id))) });
  return new Map(rows.map((row) => [row.id, row]));
}

function rowOf(signal: Signal, alertId: string, createdAt: Date): AlertSignalEntity {
  return { id: signal.id, alertId, at: new Date(signal.at), reason: signal.reason, proof: signal.proof, createdAt };
}

/** Late events have joined a signal that is counted already: its alert is amended, no second one raised. */
async function amend(manager: EntityManager, drafts: Drafts, signal: Signal, before: AlertSignalEntity): Promise<void> {
  const draft = drafts.get(before.alertId);
  if (draft === undefined) return;
  draft.facts = amendAlert(draft.facts, signal, before.proof);
  draft.isChanged = true;
  await manager
    .getRepository(AlertSignalEntity)
    .update({ id: signal.id }, { reason: signal.reason, proof: signal.proof });
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
