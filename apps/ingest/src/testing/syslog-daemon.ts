import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { ensureEngines } from '@tocsin/engines';

import type { Certificates } from './certificates';

const enginesDir = resolve(__dirname, '../../../../.tocsin/engines');
const LIBRARIES = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu', 'usr/lib/syslog-ng'];

/** Where a daemon sends, and how. */
export interface Destination {
  readonly port: number;
  readonly transport: 'tcp' | 'tls';
  readonly framing: 'lines' | 'counted';
  readonly certificates: Certificates;
}

type Program = 'rsyslog' | 'syslog-ng';

/** A real syslog daemon, configured as docs/syslog.md shows, that follows a file and sends each of its lines. */
export class SyslogDaemon {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tocsin-syslog-'));
  private readonly file = join(this.folder, 'app.log');
  private child: ChildProcess | undefined;

  constructor(
    private readonly program: Program,
    private readonly destination: Destination,
  ) {
    writeFileSync(this.file, '');
  }

  write(lines: string): void {
    appendFileSync(this.file, lines);
  }

  async start(): Promise<void> {
    const { program, folder } = this;
    await ensureEngines([program], { enginesDir, report: (line) => process.stderr.write(`${line}\n`) });
    const root = join(enginesDir, program);
    const config = join(folder, 'daemon.conf');
    const text = program === 'rsyslog' ? rsyslogConfig : syslogNgConfig;
    writeFileSync(config, text(this.destination, { folder, file: this.file }));
    const [command, ...args] = program === 'rsyslog' ? rsyslog(root, folder, config) : syslogNg(root, folder, config);
    const libraries = LIBRARIES.map((part) => join(root, part)).join(':');
    const modules = join(root, 'usr/lib/x86_64-linux-gnu/rsyslog/');
    const env = { ...process.env, LD_LIBRARY_PATH: libraries, RSYSLOG_MODDIR: modules };
    this.child = spawn(command as string, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child?.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Places {
  readonly folder: string;
  readonly file: string;
}

function rsyslog(root: string, folder: string, config: string): string[] {
  return [join(root, 'usr/sbin/rsyslogd'), '-n', '-i', join(folder, 'pid'), '-f', config];
}

function rsyslogConfig({ port, transport, framing, certificates }: Destination, { folder, file }: Places): string {
  const tls =
    'StreamDriver="ossl" StreamDriverMode="1" StreamDriverAuthMode="x509/name" StreamDriverPermittedPeers="localhost"';
  return `
global(workDirectory="${folder}" DefaultNetstreamDriverCAFile="${certificates.caFile}"
       DefaultNetstreamDriverCertFile="${certificates.clientCertFile}" DefaultNetstreamDriverKeyFile="${certificates.clientKeyFile}")
module(load="imfile")
ruleset(name="send") {
  action(type="omfwd" target="127.0.0.1" port="${port}" protocol="tcp" ${transport === 'tls' ? tls : ''}
         TCP_Framing="${framing === 'lines' ? 'traditional' : 'octet-counted'}"
         template="${framing === 'lines' ? 'RSYSLOG_TraditionalForwardFormat' : 'RSYSLOG_SyslogProtocol23Format'}"
         queue.type="LinkedList" queue.size="100000" queue.filename="tocsin" queue.maxDiskSpace="1g"
         queue.saveOnShutdown="on" action.resumeRetryCount="-1" action.resumeInterval="1")
}
input(type="imfile" file="${file}" tag="app:" ruleset="send")
`;
}

function syslogNg(root: string, folder: string, config: string): string[] {
  return [
    join(root, 'usr/sbin/syslog-ng'),
    ...['--foreground', '--no-caps', `--cfgfile=${config}`, `--persist-file=${join(folder, 'persist')}`],
    ...[`--pidfile=${join(folder, 'pid')}`, `--control=${join(folder, 'control')}`],
    `--module-path=${join(root, 'usr/lib/syslog-ng/3.38')}`,
  ];
}

function syslogNgConfig({ port, transport, framing, certificates }: Destination, { folder, file }: Places): string {
  const { caFile, clientCertFile, clientKeyFile } = certificates;
  const tls = `tls(ca-file("${caFile}") cert-file("${clientCertFile}") key-file("${clientKeyFile}"))`;
  const driver = framing === 'lines' ? 'network' : 'syslog';
  return `
@version: 3.38
options { time-reopen(1); stats-freq(0); keep-hostname(yes); };
source s_file { file("${file}" follow-freq(0.2) flags(no-parse) program-override("app") read-old-records(yes)); };
destination d_tocsin {
  ${driver}("127.0.0.1" port(${port}) transport("${transport}") ${transport === 'tls' ? tls : ''}
    disk-buffer(disk-buf-size(1073741824) mem-buf-size(10485760) reliable(yes) dir("${folder}")));
};
log { source(s_file); destination(d_tocsin); flags(flow-control); };
`;
}
