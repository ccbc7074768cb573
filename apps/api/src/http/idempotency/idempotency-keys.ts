import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { DomainError } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { IdempotencyKeyEntity } from '@tocsin/database';
import { DataSource, LessThan } from 'typeorm';

import { seal, unseal } from './sealed-answer';

/** Whoever does not know by then how a command went has other ways to find out. */
const KEPT_MS = 24 * 3_600_000;
/** No command takes longer; one without an answer by then died half-way. */
const LONGEST_COMMAND_MS = 60_000;

/** A command as its sender named it. */
export interface NamedCommand {
  readonly accountId: string;
  readonly key: string;
  /** Method, address and body in one text: another command may not use the same key. */
  readonly request: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
}

export class KeyUsedForAnother extends DomainError {
  readonly code = 'idempotency.key_reused';
  readonly kind = 'conflict';

  constructor() {
    super('This Idempotency-Key was used for another request. Send a new one with each new request.');
  }
}

export class StillUnderWay extends DomainError {
  readonly code = 'idempotency.in_progress';
  readonly kind = 'conflict';
  override readonly retryAfterMs: number = 1_000;

  constructor() {
    super('The request with this Idempotency-Key is being carried out. Ask again in a second.');
  }
}

export class OutcomeUnknown extends DomainError {
  readonly code = 'idempotency.outcome_unknown';
  readonly kind = 'conflict';

  constructor() {
    super(
      'The request with this Idempotency-Key was cut off. Look whether it was carried out before you send a new one.',
    );
  }
}

/** Commands that were named, and what they answered. A key is claimed before its command runs, in every instance. */
@Injectable()
export class IdempotencyKeys {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Claims the key. @returns what the command answered, when it was carried out before.
   * @throws {KeyUsedForAnother | StillUnderWay | OutcomeUnknown}
   */
  async claim({ accountId, key, request }: NamedCommand): Promise<KeptAnswer | undefined> {
    const now = this.clock.now();
    const [keyHash, requestHash] = [hash(key), hash(request)];
    await this.rows.delete({ accountId, keyHash, claimedAt: LessThan(new Date(now.getTime() - KEPT_MS)) });
    const claimed: unknown[] = await this.dataSource.query(
      `INSERT INTO idempotency_key (account_id, key_hash, request_hash, claimed_at)
        VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1`,
      [accountId, keyHash, requestHash, now],
    );
    if (claimed.length > 0) return undefined;
    const row = await this.rows.findOneBy({ accountId, keyHash });
    if (row === null) throw new StillUnderWay();
    if (!row.requestHash.equals(requestHash)) throw new KeyUsedForAnother();
    if (row.status !== null && row.answer !== null) return { status: row.status, body: unseal(row.answer, key) };
    throw now.getTime() - row.claimedAt.getTime() < LONGEST_COMMAND_MS ? new StillUnderWay() : new OutcomeUnknown();
  }

  /** Keeps what the command answered. */
  async keep({ accountId, key }: NamedCommand, { status, body }: KeptAnswer): Promise<void> {
    await this.rows.update({ accountId, keyHash: hash(key) }, { status, answer: seal(body, key) });
  }

  /** Nothing was changed: the key is free for another try. */
  async release({ accountId, key }: NamedCommand): Promise<void> {
    await this.rows.delete({ accountId, keyHash: hash(key) });
  }

  /** Forgets what nobody will ask for again. */
  async purge(): Promise<void> {
    await this.rows.delete({ claimedAt: LessThan(new Date(this.clock.now().getTime() - KEPT_MS)) });
  }

  private get rows() {
    return this.dataSource.getRepository(IdempotencyKeyEntity);
  }
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
