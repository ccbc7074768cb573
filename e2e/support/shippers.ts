import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { rsyslog as rsyslogSnippet } from '../../apps/console/src/app/features/settings/sources/sending/snippets/rsyslog';
import type { Snippet } from '../../apps/console/src/app/features/settings/sources/sending/snippets/snippet';
import { syslogNg as syslogNgSnippet } from '../../apps/console/src/app/features/settings/sources/sending/snippets/syslog-ng';
import { targetOf } from '../../apps/console/src/app/features/settings/sources/sending/snippets/target';
import { projectRoot } from './tocsin';

const engines = join(projectRoot, '.tocsin/engines');

/** Where a shipper sends, with which key. */
export interface Target {
  readonly url: string;
  readonly caFile?: string | undefined;
  readonly key: { readonly id: string; readonly secret: string };
}

/** A real shipper that follows a file and sends each of its lines. */
export class Shipper {
  /** Append to it; each line becomes an event. */
  readonly file: string;
  protected readonly folder: string;
  private child: ChildProcess | undefined;

  constructor(
    private readonly name: 'rsyslog' | 'syslog-ng',
    private readonly config: (shipper: { folder: string; file: string }) => string,
  ) {
    this.folder = mkdtempSync(join(tmpdir(), `tocsin-${name}-`));
    this.file = join(this.folder, 'auth.log');
    writeFileSync(this.file, '');
  }

  start(): void {
    const root = join(engines, this.name);
    const configFile = join(this.folder, 'shipper.conf');
    writeFileSync(configFile, this.config({ folder: this.folder, file: this.file }));
    const libraries = [`${root}/usr/lib/x86_64-linux-gnu`, `${root}/lib/x86_64-linux-gnu`, `${root}/usr/lib/syslog-ng`];
    const command =
      this.name === 'rsyslog'
        ? rsyslogCommand(root, this.folder, configFile)
        : syslogNgCommand(root, this.folder, configFile);
    this.child = spawn(command[0] as string, command.slice(1), {
      stdio: 'inherit',
      env: {
        ...process.env,
        LD_LIBRARY_PATH: libraries.join(':'),
        RSYSLOG_MODDIR: `${root}/usr/lib/x86_64-linux-gnu/rsyslog/`,
      },
    });
  }

  async stop(): Promise<void> {
    const child = this.child;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function rsyslogCommand(root: string, folder: string, configFile: string): string[] {
  return [`${root}/usr/sbin/rsyslogd`, '-n', '-i', join(folder, 'pid'), '-f', configFile];
}

function syslogNgCommand(root: string, folder: string, configFile: string): string[] {
  return [
    `${root}/usr/sbin/syslog-ng`,
    '--foreground',
    '--no-caps',
    `--cfgfile=${configFile}`,
    `--persist-file=${join(folder, 'persist')}`,
    `--pidfile=${join(folder, 'pid')}`,
    `--control=${join(folder, 'control')}`,
    `--module-path=${root}/usr/lib/syslog-ng/3.38`,
  ];
}

/** rsyslog as people are told to set it up: each event has an id of its own, so a batch sent again is stored once. */
export function rsyslog(target: Target): Shipper {
  return new Shipper(
    'rsyslog',
    ({ folder, file }) => `global(workDirectory="${folder}")\n${asShown(rsyslogSnippet, target, file)}\n`,
  );
}

/** syslog-ng as people are told to set it up, without ids: it sends a whole batch again until it is taken. */
export function syslogNg(target: Target): Shipper {
  const library = `${engines}/syslog-ng/usr/share/syslog-ng/include/scl/elasticsearch/elastic-http.conf`;
  return new Shipper('syslog-ng', ({ file }) => {
    const shown = asShown(syslogNgSnippet, target, file)
      .replace('scl.conf', library)
      // The lines are there before it is, and the test has less patience than a server.
      .replace('flags(no-parse)', 'flags(no-parse) read-old-records(yes)');
    return `@version: 3.38\noptions { time-reopen(1); stats-freq(0); };\n${shown}\n`;
  });
}

function asShown(snippet: Snippet, { url, caFile = '', key }: Target, file: string): string {
  const target = targetOf({ source: '', address: url, caFile, key });
  if (target === undefined) throw new Error(`${url} is no address to send to`);
  return snippet
    .parts(target)
    .map(({ text }) => text.replace('/var/log/auth.log', file))
    .join('\n');
}
