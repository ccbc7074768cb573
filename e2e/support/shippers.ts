import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/** rsyslog as docs/sending-events.md shows it: each event has an id of its own, so a batch sent again is stored once. */
export function rsyslog({ url, caFile, key }: Target): Shipper {
  const { hostname, port, protocol } = new URL(url);
  const tls = protocol === 'https:' ? `usehttps="on" tls.cacert="${caFile ?? ''}"` : '';
  return new Shipper(
    'rsyslog',
    ({ folder, file }) => `
global(workDirectory="${folder}")
module(load="imfile")
module(load="omelasticsearch")
template(name="event" type="list" option.jsonf="on") {
  property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
  property(outname="host" name="hostname" format="jsonf")
  property(outname="message" name="msg" format="jsonf")
}
template(name="id" type="string" string="%uuid%")
ruleset(name="ship") {
  action(type="omelasticsearch" server="${hostname}" serverport="${port}" ${tls} uid="${key.id}" pwd="${key.secret}"
         searchIndex="events" searchType="" bulkmode="on" template="event" bulkid="id" dynbulkid="on"
         queue.type="LinkedList" queue.size="100000" queue.dequeuebatchsize="128"
         action.resumeRetryCount="-1" action.resumeInterval="1")
}
input(type="imfile" file="${file}" tag="auth:" ruleset="ship")
`,
  );
}

/** syslog-ng with its stock Elasticsearch destination and no ids: it sends a whole batch again until it is taken. */
export function syslogNg({ url, caFile, key }: Target): Shipper {
  const pair = Buffer.from(`${key.id}:${key.secret}`).toString('base64');
  const tls = caFile === undefined ? '' : `tls(ca-file("${caFile}"))`;
  return new Shipper(
    'syslog-ng',
    ({ file }) => `
@version: 3.38
@include "${engines}/syslog-ng/usr/share/syslog-ng/include/scl/elasticsearch/elastic-http.conf"
options { time-reopen(1); stats-freq(0); };
source s_file { file("${file}" follow-freq(0.2) flags(no-parse) read-old-records(yes) persist-name("in")); };
destination d_tocsin {
  elasticsearch-http(url("${url}/_bulk") index("events") type("") custom-id("")
    headers("Content-Type: application/x-ndjson" "Authorization: ApiKey ${pair}")
    template("$(format-json --scope none @timestamp=$ISODATE host=$HOST message=$MESSAGE)")
    persist-name("tocsin") ${tls});
};
log { source(s_file); destination(d_tocsin); flags(flow-control); };
`,
  );
}
