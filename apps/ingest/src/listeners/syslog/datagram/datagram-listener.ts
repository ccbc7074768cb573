import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

import { Logger } from '@nestjs/common';
import { isBlank } from '@tocsin/framing';

import { Networks, plainAddress } from '../../../shippers/networks';
import type { Holder, ListenerBatches } from '../batches/listener-batches';
import { withoutEnd } from '../framing/frame-reader';
import type { SyslogListener } from '../listener';
import type { UdpOptions } from '../syslog.config';
import type { ListenerMetrics, LossReason } from '../syslog.metrics';
import { kernelDrops } from './kernel-drops';

const COUNT_EVERY_MS = 2_000;

export interface DatagramListenerParts {
  readonly batches: ListenerBatches;
  readonly metrics: ListenerMetrics;
  readonly options: UdpOptions;
}

/** Takes syslog in datagrams, one message each (RFC 5426). Nobody can be made to wait, so what finds no room is lost and counted. */
export class DatagramListener implements SyslogListener, Holder {
  readonly name: string;
  heldBytes = 0;
  isOpen = false;
  private readonly log = new Logger('Syslog');
  private readonly networks: Networks | undefined;
  private socket: Socket | undefined;
  private timer: NodeJS.Timeout | undefined;
  private kernelDropsSeen = 0;
  private untold: Record<string, number> = {};

  constructor(private readonly parts: DatagramListenerParts) {
    const { host, port, allowedNetworks } = parts.options;
    this.name = `udp ${host}:${port}`;
    this.networks = allowedNetworks && new Networks(allowedNetworks);
  }

  /** Datagrams do not wait for it. */
  onRelief(): void {}

  async open(): Promise<void> {
    const { host, port, receiveBufferBytes } = this.parts.options;
    const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: receiveBufferBytes });
    this.socket = socket;
    socket.on('message', (datagram, sender) => this.take(datagram, sender));
    socket.bind(port, host);
    await once(socket, 'listening');
    socket.on('error', (error) => this.log.error(`${this.name}: ${error.message}`));
    this.isOpen = true;
    this.warnOfSmallBuffer(socket.getRecvBufferSize());
    this.timer = setInterval(() => this.count(), COUNT_EVERY_MS).unref();
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    clearInterval(this.timer);
    this.count();
    const closed = once(this.socket as Socket, 'close');
    this.socket?.close();
    await closed;
  }

  private take(datagram: Buffer, sender: RemoteInfo): void {
    const { batches, metrics, options } = this.parts;
    const address = plainAddress(sender.address);
    if (this.networks && !this.networks.has(address)) {
      metrics.turnedAway('network_not_allowed');
      return;
    }
    batches.read(datagram.length);
    const message = withoutEnd(datagram);
    if (isBlank(message)) return;
    if (this.heldBytes + message.length > options.maxHeldBytes || batches.isCrowded)
      this.lose('syslog.udp_overflow', 1);
    else batches.add({ message, address }, this);
  }

  private count(): void {
    const { host, port } = this.parts.options;
    const drops = kernelDrops(host, port) ?? this.kernelDropsSeen;
    if (drops > this.kernelDropsSeen) this.lose('syslog.udp_kernel', drops - this.kernelDropsSeen);
    this.kernelDropsSeen = drops;
    for (const [reason, datagrams] of Object.entries(this.untold))
      this.log.warn(`${this.name}: ${datagrams} datagrams lost (${reason}). Use TCP where a device can.`);
    this.untold = {};
  }

  private lose(reason: LossReason, datagrams: number): void {
    this.parts.metrics.lost(reason, datagrams);
    this.untold[reason] = (this.untold[reason] ?? 0) + datagrams;
  }

  private warnOfSmallBuffer(bytes: number): void {
    const wanted = this.parts.options.receiveBufferBytes;
    // Linux tells twice what it was given, for its own bookkeeping.
    if (bytes >= wanted) return;
    this.log.warn(
      `${this.name}: the system gave a receive buffer of ${bytes} bytes, not ${wanted}. Raise net.core.rmem_max.`,
    );
  }
}
