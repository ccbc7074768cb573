import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { Incident, IncidentChanged, MergeIncident, UnmergeIncident } from '@tocsin/api-contract';
import { IncidentEntity } from '@tocsin/database';
import { DataSource, In, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { IncidentServices } from '../incident-desk';
import { noIncident } from '../incident-list';
import { visibleTo } from '../incident-visibility';
import { MergeChronicle, type Pair } from './merge-chronicle';

const EVERYTHING: IncidentChanged['parts'] = ['head', 'items', 'alerts', 'events', 'evidence', 'history'];

/** Makes one incident a part of another, and takes that back. Nothing of either is changed but that one points to the other. */
@Injectable()
export class IncidentMerging {
  constructor(
    private readonly dataSource: DataSource,
    private readonly services: IncidentServices,
    private readonly chronicle: MergeChronicle,
  ) {}

  /** @returns the whole. @throws {PlainProblem} when one is not there, or they do not fit. */
  async merge(actor: Actor, number: string, { into, reason }: MergeIncident): Promise<Incident> {
    const pair = await this.together(actor, [number, into], async (manager) => {
      const found = await lockPair(manager, actor, { part: number, whole: into });
      ensureFit(found);
      await ensureNoParts(manager, found.part);
      await this.chronicle.write(manager, actor, found, { action: 'merge', reason, mergedInto: found.whole.id });
      return found;
    });
    this.tell(actor, pair);
    return this.services.list.find(actor, into);
  }

  /** @returns what was a part. @throws {PlainProblem} when it is none. */
  async unmerge(actor: Actor, number: string, { reason }: UnmergeIncident): Promise<Incident> {
    const pair = await this.together(actor, [number], async (manager) => {
      const whole = await wholeOf(manager, actor, number);
      const found = await lockPair(manager, actor, { part: number, whole });
      if (found.part.mergedInto !== found.whole.id) throw notMerged(number);
      await this.chronicle.write(manager, actor, found, { action: 'unmerge', reason, mergedInto: null });
      return found;
    });
    this.tell(actor, pair);
    return this.services.list.find(actor, number);
  }

  /** What is refused tells something of them too, so that they were read is noted first. */
  private async together(
    actor: Actor,
    numbers: readonly string[],
    action: (manager: EntityManager) => Promise<Pair>,
  ): Promise<Pair> {
    for (const number of numbers) await this.services.reading.note(actor, number);
    return this.dataSource.transaction(action);
  }

  private tell({ accountId: by }: Actor, { part, whole }: Pair): void {
    for (const { id } of [part, whole]) this.services.changes.tell({ id, by, parts: EVERYTHING });
  }
}

/** Both are held in the order of their ids, whatever way round: two merges at once cannot wait for each other. */
async function lockPair(
  manager: EntityManager,
  { accountId }: Actor,
  numbers: { readonly part: string; readonly whole: string },
): Promise<Pair> {
  if (numbers.part === numbers.whole)
    throw new PlainProblem('invalid', 'incident.merge_self', 'An incident cannot be merged into itself.');
  const wanted = [numbers.part, numbers.whole];
  const locked = await manager.query<{ id: string }[]>(
    `SELECT id FROM incident WHERE number = ANY($1) AND ${visibleTo('$2')} ORDER BY id FOR NO KEY UPDATE`,
    [wanted, accountId],
  );
  const rows = await manager.getRepository(IncidentEntity).findBy({ id: In(locked.map(({ id }) => id)) });
  const [part, whole] = wanted.map((number) => rows.find((row) => row.number === number));
  if (part === undefined) throw noIncident(numbers.part);
  if (whole === undefined) throw noIncident(numbers.whole);
  return { part, whole };
}

/** @throws {PlainProblem} when it is no part, or of what is not for this person. */
async function wholeOf(manager: EntityManager, { accountId }: Actor, number: string): Promise<string> {
  const [row] = await manager.query<{ whole: string | null }[]>(
    `SELECT whole.number AS whole FROM incident
       LEFT JOIN incident AS whole ON whole.id = incident.merged_into AND ${visibleTo('$2', 'whole')}
      WHERE incident.number = $1 AND ${visibleTo('$2')}`,
    [number, accountId],
  );
  if (row === undefined) throw noIncident(number);
  if (row.whole === null) throw notMerged(number);
  return row.whole;
}

function ensureFit({ part, whole }: Pair): void {
  // The other incident may be one that is not for this person, so it is not named.
  if (part.mergedInto !== null)
    throw misfit(
      'already_merged',
      `${part.number} cannot be merged as it is. If it is part of another one, un-merge it first.`,
    );
  if (whole.mergedInto !== null)
    throw misfit(
      'merge_into_part',
      `${whole.number} takes no others as it is. If it is part of another one, merge into that.`,
    );
  if (!part.isRestricted || whole.isRestricted) return;
  const detail = `${part.number} is restricted and ${whole.number} is not. Restrict ${whole.number} first.`;
  throw misfit('merge_restricted', detail);
}

/** A part of a part would be nobody's: each incident is one step from its whole. */
async function ensureNoParts(manager: EntityManager, { id, number }: IncidentEntity): Promise<void> {
  if (!(await manager.getRepository(IncidentEntity).existsBy({ mergedInto: id }))) return;
  throw misfit('has_parts', `Others were merged into ${number}. Un-merge them, and merge each by itself.`);
}

function notMerged(number: string): PlainProblem {
  return misfit('not_merged', `${number} is not part of another incident.`);
}

function misfit(code: string, detail: string): PlainProblem {
  return new PlainProblem('conflict', `incident.${code}`, detail);
}
