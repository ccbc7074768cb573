import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { AlertEntity, AlertSignalEntity } from '@tocsin/database';
import type { Signal } from '@tocsin/event-model';
import { In, Not, type EntityManager } from 'typeorm';

import type { AlertingOptions } from '../alerting.config';
import { ALERTING_OPTIONS } from '../alerting-options';
import { alertOf, amendAlert, foldSignal, isWithin, type AlertFacts } from './fold-signal';

/** An alert that was made or changed; `revision` counts its changes. */
export interface AlertChange {
  readonly id: string;
  readonly revision: number;
}

interface Draft {
  readonly id: string;
  facts: AlertFacts;
  readonly revision: number;
  readonly isNew: boolean;
  isChanged: boolean;
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
    await this.write(manager, drafts, now);
    if (added.length > 0) await manager.getRepository(AlertSignalEntity).insert(added);
    return drafts
      .filter((draft) => draft.isChanged)
      .map(({ id, revision, isNew }) => ({ id, revision: isNew ? 1 : revision + 1 }));
  }

  /** Folds the signal into an alert of its group, or makes one; answers its id. */
  private place(drafts: Draft[], signal: Signal): string {
    const found = drafts.find(({ facts }) => isSameGroup(facts, signal) && isWithin(facts, signal, this.windowMs));
    if (found === undefined) {
      const made: Draft = { id: randomUUID(), facts: alertOf(signal), revision: 1, isNew: true, isChanged: true };
      drafts.push(made);
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
  ): Promise<Draft[]> {
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
    return latestFirst.map((row) => ({
      id: row.id,
      facts: row,
      revision: row.revision,
      isNew: false,
      isChanged: false,
    }));
  }

  private async write(manager: EntityManager, drafts: readonly Draft[], now: Date): Promise<void> {
    const alerts = manager.getRepository(AlertEntity);
    const made = drafts.filter((draft) => draft.isNew);
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
    for (const { id, facts, revision } of drafts.filter((draft) => draft.isChanged && !draft.isNew)) {
      const { reason, eventCount, signalCount, firstAt, lastAt, proof, lastProof } = facts;
      const changed = { reason, eventCount, signalCount, firstAt, lastAt, proof, lastProof };
      await alerts.update({ id }, { ...changed, updatedAt: now, revision: revision + 1 });
    }
  }
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
async function amend(
  manager: EntityManager,
  drafts: Draft[],
  signal: Signal,
  before: AlertSignalEntity,
): Promise<void> {
  const draft = drafts.find(({ id }) => id === before.alertId);
  if (draft === undefined) return;
  draft.facts = amendAlert(draft.facts, signal, before.proof);
  draft.isChanged = true;
  await manager
    .getRepository(AlertSignalEntity)
    .update({ id: signal.id }, { reason: signal.reason, proof: signal.proof });
}

function isSameGroup(alert: AlertFacts, signal: Signal): boolean {
  return alert.ruleId === signal.rule.id && alert.groupKey === signal.groupKey;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
