import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { DescribeEvidence, Evidence, EvidenceDetail, EvidenceList, RemoveEvidence } from '@tocsin/api-contract';
import { EvidenceChunkEntity, EvidenceEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { ApiOptions } from '../../../api-options';
import { PlainProblem } from '../../../http/problem';
import { IncidentConflict } from '../incident-conflict';
import type { Deed, IncidentMoment } from '../incident-desk';
import { EvidenceServices } from './evidence-upload';
import { ensureKept, EVIDENCE, findEvidence, viewEvidence, type EvidenceRow } from './evidence-rows';

/** A file on its way to somebody. */
export interface TakenEvidence {
  readonly evidence: Evidence;
  readonly bytes: AsyncIterable<Buffer>;
}

/** The files of an incident, for those who may see it. */
@Injectable()
export class EvidenceShelf {
  constructor(
    private readonly dataSource: DataSource,
    private readonly options: ApiOptions,
    private readonly services: EvidenceServices,
  ) {}

  /** @throws {PlainProblem} */
  async list(actor: Actor, number: string): Promise<EvidenceList> {
    const { id } = await this.services.reading.open(actor, number);
    const rows = await this.dataSource.query<EvidenceRow[]>(`${EVIDENCE} ORDER BY evidence.uploaded_at, evidence.id`, [
      id,
      actor.accountId,
    ]);
    const kept = rows.filter(({ state }) => state === 'kept').map(({ bytes }) => Number(bytes));
    return {
      evidence: rows.map(viewEvidence),
      bytes: kept.reduce((sum, bytes) => sum + bytes, 0),
      mostBytes: this.options.evidenceIncidentBytes,
      mostFileBytes: this.options.evidenceFileBytes,
    };
  }

  /** That somebody looked stands in its custody log, before this answers. @throws {PlainProblem} */
  async detail(actor: Actor, number: string, id: string): Promise<EvidenceDetail> {
    const row = await this.find(actor, number, id);
    await this.services.custody.view(actor, row);
    return this.present(actor, number, id);
  }

  /** The file, whose taking is noted down before its first byte. @throws {PlainProblem} */
  async take(actor: Actor, number: string, id: string): Promise<TakenEvidence> {
    const row = await this.find(actor, number, id);
    ensureKept(row);
    await this.dataSource.transaction((manager) =>
      this.services.custody.record(manager, row, { actor, action: 'download', detail: '' }),
    );
    return { evidence: viewEvidence(row), bytes: whole(this.services.bytes.read(id), Number(row.bytes)) };
  }

  /** Counts the hash anew over what is kept. @throws {PlainProblem} */
  async verify(actor: Actor, number: string, id: string): Promise<EvidenceDetail> {
    const row = await this.find(actor, number, id);
    ensureKept(row);
    const counted = await this.services.bytes.count(id);
    const isWhole = counted.sha256 === row.sha256 && counted.bytes === Number(row.bytes);
    const detail = isWhole ? 'The hash matches.' : `The hash differs: ${counted.sha256}, ${counted.bytes} bytes.`;
    await this.services.desk.change(actor, number, async (moment) => {
      ensureKept(await this.evidenceOf(moment, id));
      const verified = { verifiedAt: moment.now, verifiedBy: actor.accountId, isWhole };
      await moment.manager.getRepository(EvidenceEntity).update({ id }, verified);
      await this.services.custody.note(moment.manager, id, { actor, action: 'verify', detail });
      const after = { isWhole, sha256: counted.sha256 };
      return { action: 'evidence.verify', ...told(row), after };
    });
    return this.present(actor, number, id);
  }

  /** @throws {IncidentConflict | PlainProblem} */
  async describe(actor: Actor, number: string, id: string, wish: DescribeEvidence): Promise<EvidenceDetail> {
    await this.services.desk.change(actor, number, async (moment): Promise<Deed | null> => {
      const row = await this.evidenceOf(moment, id);
      const [before, after] = [{ description: row.description }, { description: wish.description }];
      if (row.description === wish.description) return null;
      if (row.description !== wish.seen)
        throw new IncidentConflict({ field: 'description', value: row.description, by: null, at: null });
      await moment.manager.getRepository(EvidenceEntity).update({ id }, after);
      await this.services.custody.note(moment.manager, id, { actor, action: 'describe', detail: wish.description });
      return { action: 'evidence.describe', ...told(row), before, after };
    });
    return this.present(actor, number, id);
  }

  /** Its bytes are gone then, and nothing brings them back. @throws {PlainProblem} */
  async remove(actor: Actor, number: string, id: string, { reason }: RemoveEvidence): Promise<EvidenceDetail> {
    await this.services.desk.change(actor, number, async (moment) => {
      const row = await this.evidenceOf(moment, id);
      ensureKept(row);
      await moment.manager.getRepository(EvidenceChunkEntity).delete({ evidenceId: id });
      const removed = { removedAt: moment.now, removedBy: actor.accountId, removedReason: reason };
      await moment.manager.getRepository(EvidenceEntity).update({ id }, { ...removed, state: 'removed' });
      await this.services.custody.note(moment.manager, id, { actor, action: 'remove', detail: reason });
      const after = { reason, sha256: row.sha256 };
      return { action: 'evidence.remove', ...told(row), after };
    });
    return this.present(actor, number, id);
  }

  private async find(actor: Actor, number: string, id: string): Promise<EvidenceRow> {
    const { id: incidentId } = await this.services.reading.open(actor, number);
    return findEvidence(this.dataSource.manager, { incidentId, accountId: actor.accountId, id });
  }

  /** The incident is held, and so is what belongs to it. @throws {PlainProblem} */
  private evidenceOf({ actor, incident, manager }: IncidentMoment, id: string): Promise<EvidenceRow> {
    return findEvidence(manager, { incidentId: incident.id, accountId: actor.accountId, id });
  }

  private async present(actor: Actor, number: string, id: string): Promise<EvidenceDetail> {
    const row = await this.find(actor, number, id);
    return { ...viewEvidence(row), custody: await this.services.custody.of(id) };
  }
}

/** What any deed says of it. */
function told({ number, name, incident_id: owner }: EvidenceRow): Pick<Deed, 'subject' | 'owner' | 'parts'> {
  return { subject: `E-${number} ${name}`, owner, parts: ['evidence'] };
}

/** @throws {PlainProblem} when they end too early: whoever receives them must not take them for the file. */
async function* whole(bytes: AsyncIterable<Buffer>, expected: number): AsyncGenerator<Buffer> {
  let count = 0;
  for await (const chunk of bytes) {
    count += chunk.length;
    yield chunk;
  }
  if (count !== expected)
    throw new PlainProblem('conflict', 'evidence.cut_short', 'The file was removed while it was being read.');
}
