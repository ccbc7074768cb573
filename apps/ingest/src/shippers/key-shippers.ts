import { hash } from 'node:crypto';

import { Inject, Injectable, Logger } from '@nestjs/common';
import { ApiKeys, type KeyIdentity } from '@tocsin/access-control';
import { Clock } from '@tocsin/clock';
import { LRUCache } from 'lru-cache';

import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';
import { Refusal } from '../refusal';
import type { Credentials } from './credentials';
import { Shippers, type Shipper } from './shippers';

/** After the database did not answer, known keys count for so long before it is asked again. */
const PAUSE_MS = 1_000;
const HOW_TO_SEND = 'Send "Authorization: ApiKey <base64 of id:secret>" (Basic and Bearer carry the same base64).';

/**
 * Shippers by their API keys. `ApiKeys` asks the database at most every five seconds for each key; what was verified is kept
 * here as well, so that the front door stays open to known keys while the database does not answer.
 */
@Injectable()
export class KeyShippers extends Shippers {
  private readonly log = new Logger(KeyShippers.name);
  /** By hash: neither the secret stays in memory, nor does the time of a look-up tell anything about one. */
  private readonly verified: LRUCache<string, Shipper>;
  private pauseUntil = 0;

  constructor(
    private readonly keys: ApiKeys,
    private readonly clock: Clock,
    @Inject(INGEST_OPTIONS)
    private readonly options: Pick<IngestOptions, 'keyTimeoutMs' | 'keyGraceMs' | 'keyCacheSize'>,
  ) {
    super();
    this.verified = new LRUCache({
      max: options.keyCacheSize,
      ttl: options.keyGraceMs,
      ttlResolution: 0,
      perf: { now: () => this.now() },
    });
  }

  override async authenticate({ pair }: Credentials): Promise<Shipper> {
    if (pair === undefined) throw new Refusal('auth.missing', `There is no key with this request. ${HOW_TO_SEND}`);
    const name = hash('sha256', pair, 'base64url');
    const known = this.now() < this.pauseUntil ? this.verified.get(name) : undefined;
    return known ?? this.ask(pair, name);
  }

  private async ask(pair: string, name: string): Promise<Shipper> {
    let identity: KeyIdentity | undefined;
    try {
      identity = await inTime(this.keys.verify(pair), this.options.keyTimeoutMs);
    } catch (error) {
      return this.withoutDatabase(name, error);
    }
    if (!identity) {
      this.verified.delete(name);
      throw new Refusal('auth.unknown_key', 'This key is unknown, revoked or expired. Create one and send with it.');
    }
    const { source, dialect, zone } = identity;
    const shipper: Shipper = { source, zone, ...(dialect === null ? {} : { dialect }) };
    this.verified.set(name, shipper);
    return shipper;
  }

  private withoutDatabase(name: string, cause: unknown): Shipper {
    if (this.now() >= this.pauseUntil) {
      this.pauseUntil = this.now() + PAUSE_MS;
      this.log.warn(`Keys cannot be verified, only known ones count: ${String(cause)}`);
    }
    const known = this.verified.get(name);
    if (known) return known;
    throw new Refusal('auth.unavailable', 'The key cannot be verified now. Send the same again later.', { cause });
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

async function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer from the database in ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
