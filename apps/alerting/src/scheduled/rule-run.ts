import { Injectable } from '@nestjs/common';
import type { Signal } from '@tocsin/event-model';
import { EventStore, type Group } from '@tocsin/event-store';
import type { CorrelationRule } from '@tocsin/sigma';

import { AlertRaiser } from '../raising/alert-raiser';
import { Checkpoints, type Checkpoint } from './checkpoints';
import { GroupEvaluation } from './group-evaluation';
import type { Look } from './looks';
import { SeenGroups } from './seen-groups';

/** So many signals are written in one transaction. */
const SIGNALS_AT_ONCE = 200;

/** Runs one rule over what was received since its checkpoint, whenever it happened. */
@Injectable()
export class RuleRun {
  private readonly seen = new SeenGroups();

  constructor(
    private readonly store: EventStore,
    private readonly checkpoints: Checkpoints,
    private readonly evaluation: GroupEvaluation,
    private readonly raiser: AlertRaiser,
  ) {}

  /**
   * Answers the number of signals. The checkpoint moves in the transaction that writes the last of them. What a rule in the shadow
   * finds is not written.
   * @throws {StoreUnavailable}, what the database throws when it is away, and {CheckpointMoved}; the checkpoint stays then.
   */
  async run(rule: CorrelationRule, look: Look, isShadow = false): Promise<number> {
    let checkpoint = await this.checkpoints.read(rule.facts.id);
    const { coveredUntil } = checkpoint;
    const from = new Date(coveredUntil.getTime() - look.lookBackMs).toISOString();
    const range = { from, to: look.now.toISOString(), by: 'ingested' } as const;
    const found = new Findings(from, isShadow);
    for await (const group of this.store.groups({ expr: rule.expr, range, groupBy: rule.groupBy, minCount: 1 })) {
      if (this.seen.isUnchanged(rule.facts.id, group, from)) continue;
      found.add(group, await this.evaluation.evaluate(rule, group));
      if (found.pending >= SIGNALS_AT_ONCE) checkpoint = await this.write(found, checkpoint, coveredUntil);
    }
    const isForward = look.isComplete && look.now > coveredUntil;
    await this.write(found, checkpoint, isForward ? look.now : coveredUntil);
    return found.written;
  }

  private async write(found: Findings, checkpoint: Checkpoint, coveredUntil: Date): Promise<Checkpoint> {
    const { signals, groups } = found.take();
    let moved = checkpoint;
    await this.raiser.raise(found.isShadow ? [] : signals, async (manager) => {
      moved = await this.checkpoints.move(manager, checkpoint, coveredUntil);
    });
    for (const group of groups) this.seen.remember(checkpoint.ruleId, group, found.from);
    return moved;
  }
}

/** What a run found and has not written yet. */
class Findings {
  written = 0;
  private signals: Signal[] = [];
  private groups: Group[] = [];

  constructor(
    readonly from: string,
    readonly isShadow: boolean,
  ) {}

  get pending(): number {
    return this.signals.length;
  }

  add(group: Group, signals: readonly Signal[]): void {
    this.groups.push(group);
    this.signals.push(...signals);
  }

  take(): { readonly signals: readonly Signal[]; readonly groups: readonly Group[] } {
    const { signals, groups } = this;
    this.signals = [];
    this.groups = [];
    this.written += signals.length;
    return { signals, groups };
  }
}
