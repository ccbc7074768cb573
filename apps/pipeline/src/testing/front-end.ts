import { setTimeout as pause } from 'node:timers/promises';

import { ApiKeys } from '@tocsin/access-control';
import { AuditTrail } from '@tocsin/audit';
import { SystemClock } from '@tocsin/clock';
import type { PrivateEngine } from '@tocsin/engines';
import { eventually, freshFolder } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { end, startAppProcess, type AppProcess, type RunOptions } from './pipeline-process';

const EVENTS_PER_REQUEST = 20;
/** Between two requests, so that a small machine keeps up. */
const PAUSE_MS = 50;
const SLOWLY = { timeoutMs: 120_000, intervalMs: 200 };

/** What a front end works with. */
export interface FrontEndEngines {
  readonly database: string;
  readonly broker: PrivateEngine;
  /** That let a sender in. */
  readonly headers: Record<string, string>;
}

/** Makes a source and a key; answers the headers that let in whoever has it. */
export async function keyFor(database: DataSource, source: string): Promise<Record<string, string>> {
  const clock = new SystemClock();
  const { id, secret } = await new ApiKeys(database, clock, new AuditTrail(clock)).create(source);
  return { authorization: `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

/** nginx left out: ingest as a process, sent to as a shipper does that sends again until it is heard. */
export class FrontEnd {
  /** Of every request that was answered 200. */
  readonly accepted: string[] = [];
  private readonly spoolFolder = freshFolder('spool');
  private ingest: AppProcess | undefined;
  private sent = 0;
  private isSending = false;
  private sending = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly engines: FrontEndEngines,
    private readonly options: RunOptions = {},
  ) {}

  get broker(): PrivateEngine {
    return this.engines.broker;
  }

  async start(): Promise<void> {
    const environment = {
      TOCSIN_DATABASE_URL: this.engines.database,
      TOCSIN_MESSAGING_KIND: 'rabbitmq',
      TOCSIN_MESSAGING_URL: this.broker.url,
      TOCSIN_INGEST_FRONTEND: this.name,
      TOCSIN_INGEST_SPOOL_FOLDER: this.spoolFolder,
      TOCSIN_INGEST_KEY_SNAPSHOT_FILE: `${this.spoolFolder}/../keys-of-${this.name}.json`,
    };
    const ingest = await startAppProcess('ingest', environment, this.options);
    this.ingest = ingest;
    await eventually(async () => (await fetch(`${ingest.url}/readyz`)).ok, SLOWLY);
  }

  /** A figure of its metrics; 0 when there is none. */
  async figure(name: string): Promise<number> {
    const text = await (await fetch(`${this.ingest?.url}/metrics`)).text();
    return Number(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
  }

  async kill(): Promise<void> {
    if (this.ingest) await end(this.ingest.process, 'SIGKILL');
  }

  startSending(): void {
    this.isSending = true;
    this.sending = this.send();
  }

  async stopSending(): Promise<void> {
    this.isSending = false;
    await this.sending;
  }

  /** Waits until so many more events were accepted. */
  async accept(more: number): Promise<void> {
    const from = this.accepted.length;
    await eventually(() => this.accepted.length >= from + more, { ...SLOWLY, describe: `${more} more are accepted` });
  }

  async remove(): Promise<void> {
    await this.stopSending();
    await this.kill();
  }

  /** One request with 20 events, sent until it is accepted. */
  sendOne(): Promise<void> {
    return this.insist(() => true);
  }

  private async send(): Promise<void> {
    while (this.isSending) await this.insist(() => this.isSending);
  }

  private async insist(isGoingOn: () => boolean): Promise<void> {
    const from = this.sent;
    this.sent += EVENTS_PER_REQUEST;
    const names = Array.from({ length: EVENTS_PER_REQUEST }, (_, index) => `${this.name}-${from + index}`);
    while (isGoingOn() && !(await this.post(names))) await pause(PAUSE_MS);
    await pause(PAUSE_MS);
  }

  private async post(names: readonly string[]): Promise<boolean> {
    const text = 'sshd[7]: Failed password for root from 8.8.8.8 port 4000 ssh2';
    const body = names.map((name) => JSON.stringify({ message: `Nov 24 11:00:00 ${name} ${text}` })).join('\n');
    try {
      const headers = { ...this.engines.headers, 'idempotency-key': String(names[0]) };
      const answer = await fetch(`${this.ingest?.url}/events`, { method: 'POST', headers, body });
      await answer.arrayBuffer();
      if (answer.status === 200) this.accepted.push(...names);
      return answer.status === 200;
    } catch {
      // Closed without an answer, or nobody there: the same is sent again.
      return false;
    }
  }
}
