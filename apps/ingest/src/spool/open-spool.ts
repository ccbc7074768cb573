import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

import { Logger } from '@nestjs/common';
import { ConfigError } from '@tocsin/config';

import type { IngestOptions } from '../ingest.config';
import { DiskSpool } from './disk-spool';
import { FolderInUse } from './folder-lock';
import { NoSpool } from './no-spool';
import type { Spool } from './spool';
import type { SpoolMetrics } from './spool.metrics';

/**
 * The spool the settings ask for. A folder that cannot be used is no reason to refuse events the broker takes.
 * @throws {ConfigError} when another process has the folder.
 */
export async function openSpool(
  { spoolFolder, spoolBytes }: Pick<IngestOptions, 'spoolFolder' | 'spoolBytes'>,
  metrics: SpoolMetrics,
): Promise<Spool> {
  if (spoolBytes === 0) return new NoSpool('There is no spool: ingest.spoolBytes is 0.');
  try {
    makeFolder(spoolFolder);
    return await DiskSpool.open({ folder: spoolFolder, maxBytes: spoolBytes, metrics });
  } catch (error) {
    if (error instanceof FolderInUse) throw new ConfigError([`ingest.spoolFolder: ${error.message}`]);
    const problem = `There is no spool: the folder ${spoolFolder} cannot be used (${(error as Error).message}). Make it writable for this process, or name another as ingest.spoolFolder, and start again.`;
    new Logger('Spool').error(problem);
    return new NoSpool(problem);
  }
}

/** Step by step: Node's recursive mkdir never comes back from a place like /proc, where nothing can be made. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
  const parent = openSync(dirname(path), 'r');
  fsyncSync(parent);
  closeSync(parent);
}
