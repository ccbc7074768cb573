import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Metrics } from '@tocsin/observability';

import { DiskSpool, type DiskSpoolOptions } from '../spool/disk-spool';
import type { SpooledBatch } from '../spool/spool';
import { SpoolMetrics } from '../spool/spool.metrics';

const MIB = 1024 ** 2;

export function aBatch(id: string, bytes = 10): SpooledBatch {
  return { id, headers: { source: 'web', dialect: 'json' }, body: Buffer.alloc(bytes, id), events: 2 };
}

/** A folder for the spools of one test, opened one after the other as by one process after the other. */
export class SpoolFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'tocsin-spool-'));
  readonly metrics = new Metrics();
  private readonly opened: DiskSpool[] = [];

  async open(options: Partial<DiskSpoolOptions> = {}): Promise<DiskSpool> {
    const metrics = new SpoolMetrics(this.metrics);
    const spool = await DiskSpool.open({ folder: this.path, maxBytes: 64 * MIB, metrics, ...options });
    this.opened.push(spool);
    return spool;
  }

  /** Names of the segments, those set aside included. */
  segments(): string[] {
    return readdirSync(this.path)
      .filter((name) => name.includes('.spool'))
      .toSorted();
  }

  bytesOf(name: string): Buffer {
    return readFileSync(join(this.path, name));
  }

  /** In place, as a failing disk does. */
  overwrite(name: string, bytes: Buffer): void {
    writeFileSync(join(this.path, name), bytes);
  }

  /** What an earlier process left in place of what was there. */
  leave(name: string, bytes: Buffer): void {
    for (const each of readdirSync(this.path)) if (each !== 'lock') rmSync(join(this.path, each));
    writeFileSync(join(this.path, name), bytes);
  }

  async figure(name: string): Promise<number> {
    const { values } = (await this.metrics.registry.getSingleMetric(name)?.get()) ?? { values: [] };
    return values[0]?.value ?? 0;
  }

  async remove(): Promise<void> {
    await Promise.all(this.opened.map((spool) => spool.close()));
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Ids of all that waits, in order; nothing of it is settled. */
export async function idsIn(spool: DiskSpool): Promise<string[]> {
  const ids: string[] = [];
  for (let batch = await spool.next(); batch; batch = await spool.next()) ids.push(batch.id);
  return ids;
}
