import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { HereOnShift, Shift } from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { OnShiftEntity, SessionEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../http/problem';
import { ShiftChanges } from './shift-changes';
import { crewFor, ShiftCrew } from './shift-crew';
import { noteIdOf, periodBefore, type Period } from './shift-periods';
import { ShiftTimes } from './shift-times';

/** What the desk works with. */
@Injectable()
export class ShiftParts {
  constructor(
    readonly times: ShiftTimes,
    readonly crew: ShiftCrew,
    readonly changes: ShiftChanges,
  ) {}
}

/** Lets people go on shift and off it. */
@Injectable()
export class ShiftDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    private readonly parts: ShiftParts,
  ) {}

  async show(actor: Actor): Promise<Shift> {
    const { times, crew } = this.parts;
    const current = times.current();
    const previous = periodBefore(current, times.starts);
    return { ...crewFor(await crew.load(), actor), current: view(current), previous: view(previous) };
  }

  /** Again in another browser means that it ends with that one. @throws {PlainProblem} without a session, as of a script. */
  async start(actor: Actor): Promise<Shift> {
    const { accountId, sessionId } = actor;
    const now = this.clock.now();
    await this.dataSource.transaction(async (manager) => {
      if (!(await manager.getRepository(SessionEntity).existsBy({ id: sessionId }))) throw noSession();
      const rows = manager.getRepository(OnShiftEntity);
      const before = await rows.findOneBy({ accountId });
      const startedAt = before?.startedAt ?? now;
      await rows.upsert({ accountId, sessionId, startedAt, place: 'home', seenAt: now }, ['accountId']);
      await this.trail.record(manager, { by: actor, action: 'shift.start', object: { kind: 'shift', id: accountId } });
    });
    this.parts.changes.tell();
    return this.show(actor);
  }

  /** Whoever is not on shift stays so. */
  async end(actor: Actor): Promise<Shift> {
    const { accountId } = actor;
    await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.getRepository(OnShiftEntity).delete({ accountId });
      if (affected === 0) return;
      await this.trail.record(manager, { by: actor, action: 'shift.end', object: { kind: 'shift', id: accountId } });
    });
    this.parts.changes.tell();
    return this.show(actor);
  }

  /** Where somebody is; not recorded, for it is told and forgotten. */
  async here({ accountId, sessionId }: Actor, { place }: HereOnShift): Promise<void> {
    const rows = this.dataSource.getRepository(OnShiftEntity);
    const { affected } = await rows.update({ accountId, sessionId }, { place, seenAt: this.clock.now() });
    if (affected !== 0) this.parts.changes.tell();
  }
}

function view(period: Period): Shift['current'] {
  return { from: period.from.toISOString(), to: period.to.toISOString(), noteId: noteIdOf(period) };
}

function noSession(): PlainProblem {
  const detail = 'A shift lasts as long as a session: start it in the console.';
  return new PlainProblem('conflict', 'shift.no_session', detail);
}
