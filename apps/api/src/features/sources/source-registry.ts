import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { DomainError, type CreateSource, type Source, type UpdateSource } from '@tocsin/api-contract';
import { AuditTrail, difference } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { isUniqueViolation, SourceCertificateEntity, SourceEntity } from '@tocsin/database';
import { DataSource, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../http/problem';
import { SenderNews } from './sender-news';
import { columnsOf, viewSource } from './source-view';

const LISTED = 2_000;

/** Somebody else was faster; the caller gets to see what they made of it. */
class SourceChanged extends DomainError {
  readonly code = 'source.changed';
  readonly kind = 'conflict';

  constructor(override readonly current: Source) {
    super(
      `Somebody changed the source ${current.name} in the meantime. Look at it as it is now, then change it again.`,
    );
  }
}

/**
 * Who may send, and how it is understood. A source is never deleted, because stored events name it: one that shall not send
 * any more is disabled.
 */
@Injectable()
export class SourceRegistry {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly news: SenderNews,
    private readonly trail: AuditTrail,
  ) {}

  async list(): Promise<Source[]> {
    const rows = await this.dataSource.getRepository(SourceEntity).find({ order: { name: 'ASC' }, take: LISTED });
    const subjects = new Map(rows.map(({ name }) => [name, [] as string[]]));
    const certificates = await this.dataSource.getRepository(SourceCertificateEntity).find();
    for (const { sourceName, subject } of certificates) subjects.get(sourceName)?.push(subject);
    return rows.map((row) => viewSource(row, subjects.get(row.name) ?? []));
  }

  find(name: string): Promise<Source> {
    return load(this.dataSource.manager, name);
  }

  create(by: Actor, { name, certificateSubjects, ...settings }: CreateSource): Promise<Source> {
    return this.change(async (manager) => {
      await manager.getRepository(SourceEntity).insert({ name, ...columnsOf(settings), createdAt: this.clock.now() });
      await setCertificates(manager, name, certificateSubjects);
      const after = await load(manager, name);
      await this.trail.record(manager, { by, action: 'source.create', object: { kind: 'source', id: name }, after });
      return after;
    }, name);
  }

  /** Changes the source as it was seen, or nothing. */
  update(by: Actor, name: string, { version, certificateSubjects, ...settings }: UpdateSource): Promise<Source> {
    return this.change(async (manager) => {
      const before = await load(manager, name);
      const row = { ...columnsOf(settings), version: version + 1 };
      const { affected } = await manager.getRepository(SourceEntity).update({ name, version }, row);
      if (affected === 0) throw new SourceChanged(await load(manager, name));
      if (certificateSubjects !== undefined) await setCertificates(manager, name, certificateSubjects);
      const after = await load(manager, name);
      const object = { kind: 'source', id: name };
      await this.trail.record(manager, { by, action: 'source.update', object, ...difference(before, after) });
      return after;
    }, name);
  }

  private async change(work: (manager: EntityManager) => Promise<Source>, name: string): Promise<Source> {
    try {
      const source = await this.dataSource.transaction(work);
      this.news.tell();
      return source;
    } catch (error) {
      if (isUniqueViolation(error, 'source_pkey'))
        throw conflict('source.exists', `There is a source ${name} already. Choose another name.`);
      if (isUniqueViolation(error, 'source_certificate_pkey'))
        throw conflict(
          'source.certificate_taken',
          'One of the certificate subjects belongs to another source. Take it away there first.',
        );
      throw error;
    }
  }
}

async function load(manager: EntityManager, name: string): Promise<Source> {
  const row = await manager.getRepository(SourceEntity).findOneBy({ name });
  if (row === null)
    throw new PlainProblem('not_found', 'source.not_found', `There is no source ${name}. Create it first.`);
  const certificates = await manager.getRepository(SourceCertificateEntity).findBy({ sourceName: name });
  return viewSource(
    row,
    certificates.map(({ subject }) => subject),
  );
}

async function setCertificates(manager: EntityManager, name: string, subjects: readonly string[]): Promise<void> {
  const certificates = manager.getRepository(SourceCertificateEntity);
  await certificates.delete({ sourceName: name });
  await certificates.insert([...new Set(subjects)].map((subject) => ({ subject, sourceName: name })));
}

function conflict(code: string, detail: string): PlainProblem {
  return new PlainProblem('conflict', code, detail);
}
