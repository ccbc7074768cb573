import { EventEmitter } from 'node:events';

import { Logger } from '@nestjs/common';
import {
  Client,
  Pool,
  type Notification,
  type PoolConfig,
  type QueryConfig,
  type QueryResult,
  type QueryResultRow,
} from 'pg';

import { BackOff, rest } from '../back-off';
import type { Deadline } from '../deadline';
import { FirstTry } from '../first-try';
import { BusUnavailable } from '../message-bus';
import { ensureSchema } from './pg-schema';

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 3_000;
const HEARTBEAT_MS = 5_000;
/** Commits of several connections share one fsync; more than these do not make it faster. */
const PUBLISHING_CONNECTIONS = 8;
const WORKING_CONNECTIONS = 4;

/** Somebody put work somewhere; the payload says where. */
export const WORK_CHANNEL = 'tocsin_bus_work';
export const FACTS_CHANNEL = 'tocsin_bus_facts';

interface LinkEvents {
  connected: [];
  work: [string];
  fact: [string];
}

export interface PgLinkOptions {
  readonly url: string;
  readonly queryTimeoutMs: number;
  readonly queues: readonly string[];
}

/** The connections to PostgreSQL. One of them listens; it also tells whether the server is there, and it comes back by itself. */
export class PgLink extends EventEmitter<LinkEvents> {
  private readonly logger = new Logger(PgLink.name);
  private readonly closing = new AbortController();
  private readonly firstTry = new FirstTry();
  /** What is committed here is on disk. */
  private readonly publishing: Pool;
  /** Losing a commit here only means that a message is delivered once more, so nobody waits for the disk. */
  private readonly working: Pool;
  private readonly running: Promise<void>;
  private failure: string | undefined = 'PostgreSQL is not connected yet.';

  constructor(private readonly options: PgLinkOptions) {
    super();
    this.setMaxListeners(0);
    this.publishing = this.pool({ max: PUBLISHING_CONNECTIONS });
    this.working = this.pool({ max: WORKING_CONNECTIONS, options: '-c synchronous_commit=off' });
    this.running = this.run();
  }

  /** What is wrong, or undefined. */
  get problem(): string | undefined {
    return this.failure;
  }

  /**
   * Fails at once while the server is known to be away; waits only for the very first attempt to connect.
   * @throws {BusUnavailable}
   */
  async assertConnected(deadline: Deadline): Promise<void> {
    if (this.failure !== undefined) await this.firstTry.wait(deadline);
    if (this.failure !== undefined) throw new BusUnavailable(this.failure);
  }

  /** Resolves when the first attempt to connect has succeeded or failed, or at the deadline. */
  settled(deadline: Deadline): Promise<void> {
    return this.firstTry.wait(deadline);
  }

  /** A statement that is on disk when this resolves. */
  durably<R extends QueryResultRow>(query: QueryConfig): Promise<QueryResult<R>> {
    return this.publishing.query<R>(query);
  }

  /** A statement whose effect may be lost when the server crashes in the next second. */
  quickly<R extends QueryResultRow>(query: QueryConfig): Promise<QueryResult<R>> {
    return this.working.query<R>(query);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
    this.failure = 'The message bus is closed.';
    await Promise.all([this.publishing.end(), this.working.end()]);
  }

  private pool(config: PoolConfig): Pool {
    const pool = new Pool({ ...this.connectionConfig(), ...config });
    // An idle connection that breaks is replaced on the next use; the listening one reports the outage.
    pool.on('error', (error) => this.logger.debug(`an idle connection broke: ${error.message}`));
    return pool;
  }

  private connectionConfig() {
    return {
      connectionString: this.options.url,
      application_name: 'tocsin bus',
      connectionTimeoutMillis: this.options.queryTimeoutMs,
      query_timeout: this.options.queryTimeoutMs,
      statement_timeout: this.options.queryTimeoutMs,
      keepAlive: true,
    };
  }

  private async run(): Promise<void> {
    const backOff = new BackOff(FIRST_PAUSE_MS, MAX_PAUSE_MS);
    while (!this.closing.signal.aborted) {
      try {
        await this.session(backOff);
      } catch (error) {
        this.onFailure(error as Error);
      }
      this.firstTry.end();
      await rest(backOff.next(), this.closing.signal);
    }
  }

  /** One life of the listening connection: throws when it breaks, returns when the bus is closed. */
  private async session(backOff: BackOff): Promise<void> {
    const client = new Client(this.connectionConfig());
    const broken = new AbortController();
    client.on('error', (error) => broken.abort(error));
    client.on('end', () => broken.abort(new Error('the server closed the connection')));
    client.on('notification', (notification) => this.onNotification(notification));
    try {
      await client.connect();
      await ensureSchema(client, this.options.queues);
      await client.query(`listen ${WORK_CHANNEL}`);
      await client.query(`listen ${FACTS_CHANNEL}`);
      this.onConnected();
      backOff.reset();
      await this.watch(client, broken.signal);
    } finally {
      await client.end().catch((error: Error) => this.logger.debug(`closing a connection: ${error.message}`));
    }
  }

  /** A connection cut in silence is noticed by asking. */
  private async watch(client: Client, broken: AbortSignal): Promise<void> {
    const over = AbortSignal.any([broken, this.closing.signal]);
    while (await rest(HEARTBEAT_MS, over)) await client.query('select 1');
    if (!this.closing.signal.aborted) throw broken.reason;
  }

  private onConnected(): void {
    this.failure = undefined;
    this.logger.log('PostgreSQL message bus connected');
    this.firstTry.end();
    this.emit('connected');
  }

  private onFailure(error: Error): void {
    const failure = `The message bus has no PostgreSQL: ${error.message || String(error)}; is the server up and the address right?`;
    // One line per change, not one per attempt.
    if (failure !== this.failure) this.logger.warn(failure);
    this.failure = failure;
  }

  private onNotification({ channel, payload = '' }: Notification): void {
    if (channel === FACTS_CHANNEL) this.emit('fact', payload);
    else this.emit('work', payload);
  }
}
