import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { Evidence, UploadEvidenceQuery } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { EvidenceEntity } from '@tocsin/database';
import { DataSource, LessThan, MoreThan, type EntityManager } from 'typeorm';

import { ApiOptions } from '../../../api-options';
import { PlainProblem } from '../../../http/problem';
import { IncidentDesk, type Deed, type IncidentMoment } from '../incident-desk';
import { IncidentReading } from '../incident-reading';
import { CustodyLog } from './custody-log';
import { EvidenceBytes, tooLarge, type Counted } from './evidence-bytes';
import { findEvidence, viewEvidence } from './evidence-rows';
import { fileName } from './file-name';

const GIVEN_UP_AFTER_MS = 600_000;
const MOST_AT_ONCE = 4;
/** Of an incident, those that were removed too: each has a custody log. */
const MOST_FILES = 1_000;
/** Any number nobody else uses as the first half of an advisory lock of this database ("proof" on a phone's keys). */
const UPLOAD_LOCK = 77_663;

/** What an upload writes with. */
@Injectable()
export class EvidenceServices {
  constructor(
    readonly desk: IncidentDesk,
    readonly reading: IncidentReading,
    readonly bytes: EvidenceBytes,
    readonly custody: CustodyLog,
  ) {}
}

interface Announced {
  readonly actor: Actor;
  readonly incidentId: string;
  /** Bytes; 0 when the sender does not say. */
  readonly announced: number;
  readonly query: UploadEvidenceQuery;
}

interface Wish {
  readonly incidentId: string;
  readonly more: number;
  readonly keptOnly?: true;
}

/** Takes files in as they come. What is not there to its end is not there at all. */
@Injectable()
export class EvidenceUpload {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly options: ApiOptions,
    private readonly services: EvidenceServices,
  ) {}

  /** @throws {PlainProblem} when it is empty, too large, breaks off, or the incident is not there or full. */
  async add(actor: Actor, number: string, query: UploadEvidenceQuery, request: IncomingMessage): Promise<Evidence> {
    const { id: incidentId } = await this.services.reading.open(actor, number);
    ensureBytes(request);
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > this.options.evidenceFileBytes) throw tooLarge(this.options.evidenceFileBytes);
    const id = await this.dataSource.transaction((manager) =>
      this.begin(manager, { actor, incidentId, announced, query }),
    );
    try {
      const counted = await this.services.bytes.store(id, bodyOf(request), this.options.evidenceFileBytes);
      if (counted.bytes === 0) throw new PlainProblem('invalid', 'evidence.empty', 'The file is empty.');
      await this.services.desk.change(actor, number, (moment) => this.finish(moment, id, counted));
    } catch (error) {
      // What comes still is let go by: a sender that cannot send to its end does not hear why.
      request.resume();
      await this.rows.delete({ id, state: 'arriving' });
      throw error;
    }
    return viewEvidence(await findEvidence(this.dataSource.manager, { incidentId, accountId: actor.accountId, id }));
  }

  /** Those of one account begin one after the other, so that none is overlooked. */
  private async begin(manager: EntityManager, { actor, incidentId, announced, query }: Announced): Promise<string> {
    await manager.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [UPLOAD_LOCK, actor.accountId]);
    const rows = manager.getRepository(EvidenceEntity);
    const now = this.clock.now();
    const stale = new Date(now.getTime() - GIVEN_UP_AFTER_MS);
    await rows.delete({ state: 'arriving', beatAt: LessThan(stale) });
    await this.ensureRoom(manager, { incidentId, more: announced });
    const arriving = { state: 'arriving', uploadedBy: actor.accountId, beatAt: MoreThan(stale) } as const;
    if ((await rows.countBy(arriving)) >= MOST_AT_ONCE)
      throw new PlainProblem('too_many', 'evidence.too_many', `At most ${MOST_AT_ONCE} files of yours arrive at once.`);
    const { name, description } = query;
    const row = { id: randomUUID(), incidentId, name: fileName(name), description, bytes: '0', sha256: '' };
    const at = { beatAt: now, uploadedAt: now };
    await rows.insert({ ...row, ...at, state: 'arriving', uploadedBy: actor.accountId });
    return row.id;
  }

  private async finish(moment: IncidentMoment, id: string, { bytes, sha256 }: Counted): Promise<Deed> {
    const { actor, incident, now, manager } = moment;
    const rows = manager.getRepository(EvidenceEntity);
    // Its own bytes are among those that arrive.
    await this.ensureRoom(manager, { incidentId: incident.id, more: bytes, keptOnly: true });
    const number = await nextNumber(moment);
    const change = { number, sha256, state: 'kept', bytes: String(bytes), uploadedAt: now } as const;
    const { affected } = await rows.update({ id, state: 'arriving' }, change);
    if (affected === 0)
      throw new PlainProblem('conflict', 'evidence.given_up', 'The upload was given up. Send it again.');
    await this.services.custody.note(manager, id, { actor, action: 'upload', detail: `SHA-256 ${sha256}` });
    const { name } = await rows.findOneByOrFail({ id });
    const after = { name, bytes, sha256 };
    return { action: 'evidence.add', subject: `E-${number} ${name}`, after, parts: ['evidence'] };
  }

  /** In `finish` nobody else changes the incident, so what is kept is what counts. */
  private async ensureRoom(manager: EntityManager, wish: Wish): Promise<void> {
    const most = this.options.evidenceIncidentBytes;
    const [held] = await manager.query<{ bytes: string; files: number }[]>(
      `SELECT coalesce(sum(bytes) FILTER (WHERE state = 'kept' OR state = 'arriving' AND $2), 0) AS bytes,
          count(*) FILTER (WHERE state <> 'arriving' OR $2)::int AS files
        FROM evidence WHERE incident_id = $1`,
      [wish.incidentId, wish.keptOnly !== true],
    );
    if ((held?.files ?? 0) >= MOST_FILES)
      throw new PlainProblem('too_large', 'evidence.incident_full', `An incident may have ${MOST_FILES} files.`);
    if (Number(held?.bytes) + wish.more > most)
      throw new PlainProblem('too_large', 'evidence.incident_full', `The files of an incident may have ${most} bytes.`);
  }

  private get rows() {
    return this.dataSource.getRepository(EvidenceEntity);
  }
}

async function nextNumber({ incident, manager }: IncidentMoment): Promise<number> {
  const [row] = await manager.query<{ next: number }[]>(
    'SELECT coalesce(max(number), 0) + 1 AS next FROM evidence WHERE incident_id = $1',
    [incident.id],
  );
  return row!.next;
}

function ensureBytes({ headers }: IncomingMessage): void {
  if (/^application\/octet-stream\s*(;|$)/i.test(headers['content-type'] ?? '')) return;
  throw new PlainProblem('invalid', 'evidence.content_type', 'Send the file itself, as application/octet-stream.');
}

/** A reader that stops must leave the connection open: the refusal goes over it. */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch {
    throw new PlainProblem('invalid', 'evidence.broken_off', 'The upload broke off. Nothing of it was kept.');
  }
}
