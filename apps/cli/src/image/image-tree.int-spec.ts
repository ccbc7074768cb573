import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { allocatePorts } from '@tocsin/engines';
import { eventually, freshFolder } from '@tocsin/testing';
import { parse } from 'yaml';

import { root, type ComposeDocument, type ComposeService } from './docker-folder';
import { CONSOLE_PAGE, environmentOf, ImageTree } from './image-tree';

/** Five processes start at once, on a small machine perhaps. */
const START_LIMIT = { timeoutMs: 40_000, describe: 'an answer of /healthz' };
const MAKE_LIMIT_MS = 100_000;
/** What the Compose files allow before they kill. */
const STOP_GRACE_MS = 15_000;
const ROLES = ['ingest', 'pipeline', 'alerting', 'api', 'standalone'] as const;
type Role = (typeof ROLES)[number];

/** What each role cannot do its work without: ingest keeps the keys it knows, the api shows alerts without events. */
const MISSING: Readonly<Record<Role, readonly string[]>> = {
  ingest: ['broker'],
  pipeline: ['database', 'broker', 'store'],
  alerting: ['database', 'broker', 'store'],
  api: ['database'],
  standalone: ['database', 'broker', 'store'],
};

interface Running {
  readonly url: string;
  readonly process: ChildProcess;
  readonly said: string[];
}

function serviceOf(role: Role): ComposeService {
  const file = role === 'standalone' ? 'compose.small.yml' : 'compose.yml';
  const { services } = parse(readFileSync(join(root, 'docker', file), 'utf8')) as ComposeDocument;
  const service = Object.values(services).find(({ build, command }) => build !== undefined && command?.[0] === role);
  if (service === undefined) throw new Error(`docker/${file} has no ${role}`);
  return service;
}

async function stop({ process }: Running): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = once(process, 'exit');
  process.kill('SIGTERM');
  await ended;
}

/** Addresses at which nobody answers, under the names the Compose files use. */
function writeSecrets(folder: string): void {
  const [database, messaging, store] = allocatePorts(3);
  mkdirSync(folder);
  writeFileSync(join(folder, 'database_url'), `postgres://tocsin:secret@127.0.0.1:${database}/tocsin`);
  writeFileSync(join(folder, 'messaging_url'), `amqp://tocsin:secret@127.0.0.1:${messaging}`);
  writeFileSync(join(folder, 'store_url'), `http://elastic:secret@127.0.0.1:${store}`);
  writeFileSync(join(folder, 'secret_key'), 'k'.repeat(48));
  // No front end elsewhere.
  for (const name of ['front_end_brokers', 'front_end_cas']) writeFileSync(join(folder, name), '');
}

describe('the tree of the image, with no development dependency in it', () => {
  const ports = allocatePorts(ROLES.length);
  const running = new Map<Role, Running>();
  let tree: ImageTree;

  beforeAll(() => {
    const folder = freshFolder('image');
    const secrets = join(folder, 'secrets');
    writeSecrets(secrets);
    tree = new ImageTree(join(folder, 'tocsin'));
    tree.make();
    for (const [index, role] of ROLES.entries()) {
      const environment = {
        ...environmentOf(serviceOf(role), secrets),
        TOCSIN_HTTP_PORT: String(ports[index]),
        // With a spool the front door is open though the broker is away, and its folder is one for all runs.
        TOCSIN_INGEST_SPOOL_BYTES: '0',
      };
      const child = tree.start(role, environment);
      const said: string[] = [];
      for (const stream of [child.stdout, child.stderr])
        stream?.setEncoding('utf8').on('data', (text: string) => said.push(text));
      running.set(role, { url: `http://127.0.0.1:${ports[index]}`, process: child, said });
    }
  }, MAKE_LIMIT_MS);

  afterAll(async () => {
    await Promise.all([...running.values()].map((role) => stop(role)));
  });

  function roleOf(role: Role): Running {
    const found = running.get(role);
    if (found === undefined) throw new Error(`${role} was not started`);
    return found;
  }

  it.each(ROLES)('runs %s, which lives and says which engines it misses', async (role) => {
    const { url, process, said } = roleOf(role);
    const status = await eventually(async () => {
      // Asking a process that is gone would say nothing of why it went.
      if (process.exitCode !== null) return `${role} ended: ${said.join('')}`;
      return (await fetch(`${url}/healthz`)).status;
    }, START_LIMIT);
    expect(status).toBe(200);
    const answer = await fetch(`${url}/readyz`);
    const { checks } = (await answer.json()) as { checks: Record<string, { ok: boolean; detail: string }> };
    const missing = Object.entries(checks).filter(([, { ok }]) => !ok);
    expect(answer.status).toBe(503);
    expect(missing.map(([name]) => name)).toEqual(expect.arrayContaining([...MISSING[role]]));
    for (const [, { detail }] of missing) expect(detail).not.toBe('');
  });

  it.each(['api', 'standalone'] as const)('lets %s find the console', async (role) => {
    const answer = await fetch(roleOf(role).url, { headers: { accept: 'text/html' } });
    expect([answer.status, await answer.text()]).toEqual([200, CONSOLE_PAGE]);
  });

  it('has the command line', () => {
    const { status, stdout } = tree.cli('--help');
    expect([status, stdout]).toEqual([0, expect.stringContaining('set-up-link')]);
  });

  it.each(ROLES)('ends %s in time when it is told to, engines or none', async (role) => {
    const startedAt = performance.now();
    await stop(roleOf(role));
    expect(performance.now() - startedAt).toBeLessThan(STOP_GRACE_MS);
  });
});
