import { setTimeout as wait } from 'node:timers/promises';

import type { DataSource } from 'typeorm';
import { request } from 'undici';

import type { Elasticsearch } from './elasticsearch';

const EVERY_MS = 500;
/** Seldom enough that the questions are no load of their own. */
const ASK_EVERY_MS = 500;
const PATIENCE_MS = 60_000;

interface Target {
  readonly url: string;
  readonly authorization: string;
}

/** Middle and end of what was measured, in ms; `missed` never showed. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly probes: number;
  readonly missed: number;
}

interface Probe {
  readonly address: string;
  readonly acceptedAt: number;
  foundAt?: number;
}

/** Single events that a rule matches, each from an address of its own: when can it be found, and when is its alert there? */
export class Probes {
  private readonly probes: Probe[] = [];

  constructor(
    private readonly target: Target,
    private readonly store: Elasticsearch,
  ) {}

  async run(seconds: number): Promise<void> {
    const until = Date.now() + seconds * 1_000;
    await Promise.all([this.send(until), this.look(until)]);
  }

  searchable(): Latency {
    return latencyOf(
      this.probes.map(({ acceptedAt, foundAt }) => (foundAt === undefined ? undefined : foundAt - acceptedAt)),
    );
  }

  /** From acceptance to the alert in PostgreSQL. */
  async alerted(database: DataSource): Promise<Latency> {
    const rows = await database.query<{ proof: string; at: Date }[]>(
      `SELECT proof::text AS proof, created_at AS at FROM alert WHERE proof::text LIKE '%198.18.%'`,
    );
    return latencyOf(
      this.probes.map(({ address, acceptedAt }) => {
        const alert = rows.find(({ proof }) => proof.includes(`${address} `));
        return alert === undefined ? undefined : alert.at.getTime() - acceptedAt;
      }),
    );
  }

  private async send(until: number): Promise<void> {
    for (let n = 0; Date.now() < until; n += 1) {
      const address = `198.18.${Math.floor(n / 250)}.${(n % 250) + 1}`;
      const event = {
        message: `Accepted password for root from ${address} port 52683 ssh2`,
        program: 'sshd',
        hostname: `probe-${n}`,
      };
      const answer = await request(`${this.target.url}/events`, {
        method: 'POST',
        body: `${JSON.stringify(event)}\n`,
        headers: { 'content-type': 'application/x-ndjson', authorization: this.target.authorization },
      });
      await answer.body.dump();
      if (answer.statusCode < 300) this.probes.push({ address, acceptedAt: Date.now() });
      await wait(EVERY_MS);
    }
  }

  private async look(until: number): Promise<void> {
    const end = until + PATIENCE_MS;
    while (Date.now() < end) {
      const missing = this.probes.filter(({ foundAt }) => foundAt === undefined);
      if (missing.length === 0 && Date.now() > until) return;
      if (missing.length > 0) {
        const found = await this.store.findable(missing.map(({ address }) => address));
        for (const probe of missing) if (found.has(probe.address)) probe.foundAt = Date.now();
      }
      await wait(ASK_EVERY_MS);
    }
  }
}

function latencyOf(measured: readonly (number | undefined)[]): Latency {
  const known = measured.filter((one) => one !== undefined).toSorted((one, other) => one - other);
  const at = (share: number): number =>
    Math.round(known[Math.min(known.length - 1, Math.floor(share * known.length))] ?? NaN);
  return { p50: at(0.5), p99: at(0.99), probes: measured.length, missed: measured.length - known.length };
}
