import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ConfigError } from '@tocsin/config';
import { ReadinessChecks, type CheckResult } from '@tocsin/observability';

import { INGEST_OPTIONS } from '../../ingest-options';
import type { IngestOptions } from '../../ingest.config';
import { Outlets, type Outlet } from './batches/outlets';
import { DatagramListener } from './datagram/datagram-listener';
import type { SyslogListener } from './listener';
import { StreamListener } from './stream/stream-listener';
import type { SyslogListenerOptions } from './syslog.config';
import { SyslogMetrics, type ListenerMetrics } from './syslog.metrics';

interface RunningListener {
  readonly listener: SyslogListener;
  readonly outlet: Outlet;
  readonly metrics: ListenerMetrics;
}

/** The places that take syslog, from start to stop. */
@Injectable()
export class SyslogListeners implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Syslog');
  private readonly running: RunningListener[] = [];

  constructor(
    @Inject(INGEST_OPTIONS) private readonly options: Pick<IngestOptions, 'syslog' | 'maxLineBytes' | 'shutdownMs'>,
    private readonly outlets: Outlets,
    private readonly metrics: SyslogMetrics,
    private readonly checks: ReadinessChecks,
  ) {}

  /** @throws {ConfigError} for the first that cannot listen. */
  async onApplicationBootstrap(): Promise<void> {
    for (const [position, options] of this.options.syslog.entries()) {
      const running = this.make(options);
      this.running.push(running);
      await openOrExplain(running.listener, `ingest.syslog.${position}`);
      this.log.log(`Takes syslog on ${running.listener.name} as source ${options.source}`);
    }
    if (this.running.length > 0) this.checks.add('syslog', () => Promise.resolve(this.check()));
  }

  /** In the first step of a shutdown, while the broker is still there. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.running.splice(0).map((running) => this.stop(running)));
  }

  private make(options: SyslogListenerOptions): RunningListener {
    const metrics = this.metrics.of(`${options.transport}:${options.port}`);
    const outlet = this.outlets.open(options, metrics);
    const { batches } = outlet;
    const { maxLineBytes } = this.options;
    const listener =
      options.transport === 'udp'
        ? new DatagramListener({ batches, metrics, options })
        : new StreamListener({ batches, metrics, options: { ...options, maxLineBytes } });
    return { listener, outlet, metrics };
  }

  private async stop({ listener, outlet, metrics }: RunningListener): Promise<void> {
    const deadline = performance.now() + this.options.shutdownMs;
    await listener.close();
    const lost = await outlet.finish(Math.max(0, deadline - performance.now()));
    if (lost === 0) return;
    metrics.lost('syslog.shutdown', lost);
    this.log.error(`${listener.name}: ${lost} events were read but could not be queued before the end; they are lost.`);
  }

  private check(): CheckResult {
    const closed = this.running.filter(({ listener }) => !listener.isOpen).map(({ listener }) => listener.name);
    return { ok: closed.length === 0, detail: closed.map((name) => `${name} takes nothing.`).join(' ') };
  }
}

async function openOrExplain(listener: SyslogListener, setting: string): Promise<void> {
  try {
    await listener.open();
  } catch (error) {
    throw new ConfigError([`${setting}: ${listener.name} cannot be opened: ${whatToDo(error)}`]);
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses this port; stop it or choose another',
  EADDRNOTAVAIL: 'this machine does not have that address',
  EACCES: 'ports below 1024 need root or the capability CAP_NET_BIND_SERVICE; choose a higher one and redirect',
};

function whatToDo(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const advice = ADVICE[code];
  return advice === undefined ? message : `${advice} (${message})`;
}
