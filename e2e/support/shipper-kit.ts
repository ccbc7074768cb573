import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { projectRoot } from './tocsin';

const folder = process.env['TOCSIN_SHIPPERS'] ?? join(projectRoot, '../shared/shippers');
const home = join(projectRoot, '.tocsin/shippers');

/** Whether the collection of unmodified clients is beside the project. */
export const hasShipperKit = existsSync(join(folder, 'all.sh'));

/** Clients of the collection, as `all.sh` names them. */
export const CLIENTS = [
  ...['rsyslog', 'syslog-ng', 'syslog-ng:events', 'elasticsearch-js', 'mozdef-client'],
  ...['curl:events', 'curl:nxlog', 'curl:custom', 'curl:cef', 'curl:bulk', 'curl:bulkgz'],
] as const;

export interface Shipment {
  readonly client: string;
  /** Names the events of this run. */
  readonly run: string;
  readonly url: string;
  readonly caFile?: string | undefined;
  readonly events: number;
  /** `id:secret` */
  readonly key: string;
}

/** Fetches the clients; what is there already is kept. */
export async function installShippers(): Promise<void> {
  await run(join(folder, 'install.sh'), ['rsyslog', 'syslog-ng', 'elasticsearch-js', 'mozdef-client'], {});
}

/** Runs one client to its end and answers what it said last; its own opinion, which counts for nothing. */
export async function ship({ client, run: name, url, caFile, events, key }: Shipment): Promise<string> {
  // MozDef's client has no setting for a key; it takes one in the address.
  const address = client === 'mozdef-client' ? url.replace('://', `://${key}@`) : url;
  return run(join(folder, 'all.sh'), [address, String(events), key], {
    ONLY: client,
    RUN: name,
    WAIT: '120',
    ...(caFile === undefined ? {} : { CA_FILE: caFile }),
  });
}

/** The name its events carry. */
export function runName({ client, run: name }: Pick<Shipment, 'client' | 'run'>): string {
  return `${name}-${client.replace(':', '-')}`;
}

async function run(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SHIPPERS_HOME: home, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  await once(child, 'close');
  return output.trim().slice(-2_000);
}
