import { EventEmitter } from 'node:events';

import { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import { Logger, type LoggerService } from '@nestjs/common';
import type { ChannelModel } from 'amqplib';

import { BackOff } from '../back-off';
import { Deadline } from '../deadline';

const HEARTBEAT_S = 5;
const CONNECT_TIMEOUT_MS = 5_000;
const FIRST_PAUSE_MS = 200;
const MAX_PAUSE_MS = 5_000;
const CLOSE_LIMIT_MS = 2_000;

interface LinkEvents {
  /** A connection stands. */
  connected: [ChannelModel];
  /** An attempt to connect failed. */
  failed: [];
}

/**
 * One connection to RabbitMQ that comes back by itself. The library's `AmqpConnection` is used for connecting only: its
 * managed channels keep messages in memory while the broker is away, which we must not.
 */
export class RabbitLink extends EventEmitter<LinkEvents> {
  private readonly logger = new Logger(RabbitLink.name);
  private readonly backOff = new BackOff(FIRST_PAUSE_MS, MAX_PAUSE_MS);
  private readonly amqp: AmqpConnection;
  private isClosing = false;
  private blockedBecause: string | undefined;
  private failure = 'RabbitMQ is not connected yet.';

  constructor(
    private readonly role: string,
    url: string,
  ) {
    super();
    this.setMaxListeners(0);
    this.amqp = new AmqpConnection({
      name: role,
      uri: url,
      registerHandlers: false,
      enableDirectReplyTo: false,
      connectionInitOptions: { wait: false, skipConnectionFailedLogging: true, skipDisconnectFailedLogging: true },
      connectionManagerOptions: {
        heartbeatIntervalInSeconds: HEARTBEAT_S,
        connectionOptions: {
          timeout: CONNECT_TIMEOUT_MS,
          noDelay: true,
          keepAlive: true,
          clientProperties: { connection_name: `tocsin ${role}` },
        },
      },
      logger: quiet(this.logger),
    });
    this.start();
  }

  /** The connection of the moment. */
  get connection(): ChannelModel | undefined {
    return this.isClosing ? undefined : this.amqp.managedConnection.connection;
  }

  /** What is wrong, or undefined. A broker in alarm takes no messages though it is connected. */
  get problem(): string | undefined {
    if (!this.connection) return this.failure;
    if (this.blockedBecause === undefined) return undefined;
    return `RabbitMQ blocks publishers (${this.blockedBecause}); free memory or disk on the broker.`;
  }

  async close(): Promise<void> {
    this.isClosing = true;
    this.failure = 'The message bus is closed.';
    const manager = this.amqp.managedConnection;
    manager.reconnectTimeInSeconds = 0.001;
    // A connection that dies while it is being closed never says so.
    await new Deadline(CLOSE_LIMIT_MS)
      .race(manager.close(), () => new Error('no answer'))
      .catch((error: Error) => {
        this.logger.warn(`RabbitMQ ${this.role} was left without goodbye: ${error.message}`);
      });
  }

  private start(): void {
    this.amqp.init().catch((error: unknown) => this.logger.error(`${this.role}: ${String(error)}`));
    // `init` has made the manager before its first await, so no event is missed.
    const manager = this.amqp.managedConnection;
    manager.on('connect', () => this.onConnect());
    manager.on('disconnect', ({ err }) => this.onFailure('lost its connection', err));
    manager.on('connectFailed', ({ err }) => this.onFailure('cannot connect', err));
    manager.on('blocked', ({ reason }) => (this.blockedBecause = reason));
    manager.on('unblocked', () => (this.blockedBecause = undefined));
  }

  private onConnect(): void {
    this.backOff.reset();
    this.blockedBecause = undefined;
    this.failure = '';
    this.logger.log(`RabbitMQ ${this.role} connected`);
    const { connection } = this;
    if (connection) this.emit('connected', connection);
  }

  private onFailure(what: string, error: Error | undefined): void {
    if (this.isClosing) return;
    const failure = `RabbitMQ ${this.role} ${what}: ${error?.message ?? 'closed'}; is the broker up and the address right?`;
    // One line per change, not one per attempt.
    if (failure !== this.failure) this.logger.warn(failure);
    this.failure = failure;
    this.amqp.managedConnection.reconnectTimeInSeconds = this.backOff.next() / 1_000;
    this.emit('failed');
  }
}

/** The library reports every channel; that is worth a debug line only. */
function quiet(logger: Logger): LoggerService {
  return {
    log: (text: unknown) => logger.debug(text),
    warn: (text: unknown) => logger.debug(text),
    error: (text: unknown) => logger.warn(text),
    debug: (text: unknown) => logger.debug(text),
  };
}
