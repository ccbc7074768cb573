import { Injectable } from '@nestjs/common';
import { Metrics } from '@tocsin/observability';

/** Why events that reached this machine are not stored. */
export type LossReason =
  /** Datagrams that came while too much was waiting to become durable. */
  | 'syslog.udp_overflow'
  /** Datagrams the kernel had no room for, because this process did not read them in time. */
  | 'syslog.udp_kernel'
  /** Events that were read but not durable when this process had to end. */
  | 'syslog.shutdown';

/** Why a connection or a datagram was turned away, or a connection closed. */
export type TurnedAwayReason =
  'network_not_allowed' | 'too_many_connections' | 'tls_failed' | 'message_too_slow' | 'silent';

/** How a message was flawed; it is stored or parked all the same. */
export type FlawKind = 'cut' | 'broken_off';

const BY_LISTENER = ['listener'] as const;
const BY_REASON = ['listener', 'reason'] as const;

/** Figures of all syslog listeners. */
@Injectable()
export class SyslogMetrics {
  private readonly events;
  private readonly bytes;
  private readonly connections;
  private readonly paused;
  private readonly lost;
  private readonly turnedAway;
  private readonly flawed;

  constructor(metrics: Metrics) {
    const name = (end: string) => `tocsin_ingest_syslog_${end}`;
    this.events = metrics.counter(name('events_total'), 'Syslog events made durable.', BY_LISTENER);
    this.bytes = metrics.counter(name('bytes_total'), 'Bytes of syslog read.', BY_LISTENER);
    this.connections = metrics.gauge(name('connections'), 'Open syslog connections.', BY_LISTENER);
    this.paused = metrics.gauge(name('paused_connections'), 'Syslog connections not read from now.', BY_LISTENER);
    this.lost = metrics.counter(name('lost_total'), 'Syslog events lost, by reason.', BY_REASON);
    this.turnedAway = metrics.counter(
      name('turned_away_total'),
      'Syslog senders turned away or cut off, by reason.',
      BY_REASON,
    );
    this.flawed = metrics.counter(name('flawed_total'), 'Syslog messages cut or broken off.', ['listener', 'kind']);
  }

  /** The figures of one listener, which are there from the start. */
  of(listener: string): ListenerMetrics {
    const by = { listener };
    const [events, bytes] = [this.events.labels(by), this.bytes.labels(by)];
    events.inc(0);
    bytes.inc(0);
    return {
      durable: (count) => events.inc(count),
      read: (count) => bytes.inc(count),
      connections: (count) => this.connections.set(by, count),
      paused: (change) => this.paused.inc(by, change),
      lost: (reason, count) => this.lost.inc({ listener, reason }, count),
      turnedAway: (reason) => this.turnedAway.inc({ listener, reason }),
      flawed: (kind) => this.flawed.inc({ listener, kind }),
    };
  }
}

export interface ListenerMetrics {
  durable(events: number): void;
  read(bytes: number): void;
  connections(count: number): void;
  /** @param change 1 when a connection is paused, -1 when it goes on. */
  paused(change: 1 | -1): void;
  lost(reason: LossReason, events: number): void;
  turnedAway(reason: TurnedAwayReason): void;
  flawed(kind: FlawKind): void;
}
