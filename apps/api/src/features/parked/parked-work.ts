import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  DomainError,
  type DiscardedParked,
  type DiscardParked,
  type ParkedGroups,
  type ParkedGroupsQuery,
  type ParkedRaw,
  type ParkedRetry,
  type RetryManyParked,
  type RetryProgress,
} from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { ParkedDesk } from '@tocsin/parked';
import { DataSource } from 'typeorm';

import { parkedFilter } from './parked-filter';
import { ParkedRetries } from './parked-retries';

export class ParkedNotFound extends DomainError {
  readonly code = 'parked.not_found';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such parked event. It was stored or dropped meanwhile, or never was.');
  }
}

export class ParkedUnderWay extends DomainError {
  readonly code = 'parked.under_way';
  readonly kind = 'conflict';

  constructor() {
    super('The event is being tried again already. Wait until it is stored or refused again.');
  }
}

/** What responders and engineers do with parked events. */
@Injectable()
export class ParkedWork {
  constructor(
    private readonly desk: ParkedDesk,
    private readonly retries: ParkedRetries,
    private readonly audit: AuditTrail,
    private readonly dataSource: DataSource,
  ) {}

  async groups(query: ParkedGroupsQuery): Promise<ParkedGroups> {
    const groups = await this.desk.groups(parkedFilter(query));
    return {
      groups: groups.map((group) => ({
        ...group,
        firstAt: group.firstAt.toISOString(),
        lastAt: group.lastAt.toISOString(),
      })),
    };
  }

  /** The whole bytes. That they were read is recorded: they may hold what nobody was meant to see. @throws {ParkedNotFound} */
  async raw(actor: Actor, id: string): Promise<ParkedRaw> {
    const event = await this.desk.find(id);
    if (event === undefined) throw new ParkedNotFound();
    await this.dataSource.transaction((manager) =>
      this.audit.record(manager, { by: actor, action: 'parked.read', object: { kind: 'parked', id } }),
    );
    const { bytes, edited } = event;
    return { id, base64: bytes.toString('base64'), text: textOf(bytes), edited: edited?.toString() ?? null };
  }

  /** @throws {ParkedNotFound | ParkedUnderWay} */
  async retryOne(actor: Actor, id: string, text: string | undefined): Promise<ParkedRetry> {
    const edited = text === undefined ? undefined : Buffer.from(text);
    const retry = await this.desk.retry(actor, { ids: [id] }, edited);
    if (retry.events === 0)
      throw (await this.desk.find(id)) === undefined ? new ParkedNotFound() : new ParkedUnderWay();
    this.retries.wake();
    return retry;
  }

  async retryMany(actor: Actor, which: RetryManyParked): Promise<ParkedRetry> {
    const retry = await this.desk.retry(actor, parkedFilter(which));
    this.retries.wake();
    return retry;
  }

  /** @throws {ParkedNotFound} */
  async progress(id: string): Promise<RetryProgress> {
    const progress = await this.desk.progress(id);
    if (progress === undefined) throw new ParkedNotFound();
    return { ...progress, askedAt: progress.askedAt.toISOString() };
  }

  async discard(actor: Actor, { rule, ...which }: DiscardParked): Promise<DiscardedParked> {
    return { events: await this.desk.discard(actor, parkedFilter(which), rule) };
  }
}

function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Bytes that are no UTF-8 have no text.
    return null;
  }
}
