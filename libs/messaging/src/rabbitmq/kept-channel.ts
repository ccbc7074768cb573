import { Logger } from '@nestjs/common';
import type { Channel, ChannelModel, ConfirmChannel } from 'amqplib';

import { BackOff } from '../back-off';
import type { Deadline } from '../deadline';
import { FirstTry } from '../first-try';
import { BusUnavailable } from '../message-bus';
import type { RabbitLink } from './rabbit-link';

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 5_000;
const CLOSE_LIMIT_MS = 1_000;

/** How to make a channel fit for its job. `lost` fires when the channel is no longer usable. */
export interface ChannelPlan<C extends Channel> {
  readonly job: string;
  create(connection: ChannelModel): Promise<C>;
  setUp(channel: C, lost: AbortSignal, connection: ChannelModel): Promise<void>;
}

export const plainChannel = (connection: ChannelModel): Promise<Channel> => connection.createChannel();
export const confirmChannel = (connection: ChannelModel): Promise<ConfirmChannel> => connection.createConfirmChannel();

/** A channel that is opened again, and set up again, whenever it or its connection went away. */
export class KeptChannel<C extends Channel> {
  private readonly logger = new Logger(KeptChannel.name);
  private readonly backOff = new BackOff(FIRST_PAUSE_MS, MAX_PAUSE_MS);
  private readonly firstTry = new FirstTry();
  private readonly onConnected = (): void => void this.open();
  private readonly onFailed = (): void => this.firstTry.end();
  private reopening: NodeJS.Timeout | undefined;
  private openFor: ChannelModel | undefined;
  private isClosed = false;
  private ready: C | undefined;
  private failure: string | undefined;

  constructor(
    private readonly link: RabbitLink,
    private readonly plan: ChannelPlan<C>,
  ) {
    link.on('connected', this.onConnected);
    link.once('failed', this.onFailed);
    void this.open();
  }

  /** The channel of the moment, set up; undefined while there is none. */
  get channel(): C | undefined {
    return this.ready;
  }

  /** Why there is no channel although the broker may be there. */
  get problem(): string | undefined {
    return this.ready ? undefined : this.reason;
  }

  /**
   * The channel, at once. Waits only for the very first attempt to connect, as that is under way when an app starts.
   * @throws {BusUnavailable}
   */
  async get(deadline: Deadline): Promise<C> {
    if (!this.ready) await this.settled(deadline);
    if (!this.ready) throw new BusUnavailable(this.link.problem ?? this.reason);
    return this.ready;
  }

  /** Resolves when the first attempt has succeeded or failed, or at the deadline. */
  settled(deadline: Deadline): Promise<void> {
    return this.firstTry.wait(deadline);
  }

  /** Gives the channel up and opens another one, for instance because its consumer was cancelled by the broker. */
  reopen(): void {
    if (this.ready) void closeChannel(this.ready);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.reopening);
    this.link.off('connected', this.onConnected);
    this.link.off('failed', this.onFailed);
    this.firstTry.end();
    if (this.ready) await closeChannel(this.ready);
    this.ready = undefined;
  }

  private get reason(): string {
    return this.failure ?? `${this.plan.job}: RabbitMQ is not ready yet`;
  }

  private async open(): Promise<void> {
    const { connection } = this.link;
    if (!connection || this.isClosed || this.openFor === connection) return;
    clearTimeout(this.reopening);
    this.openFor = connection;
    try {
      await this.openOn(connection);
      this.failure = undefined;
      this.backOff.reset();
    } catch (error) {
      this.failure = `${this.plan.job}: ${(error as Error).message}`;
      this.logger.warn(this.failure);
      this.lostOn(connection);
    }
    this.firstTry.end();
  }

  private async openOn(connection: ChannelModel): Promise<void> {
    const channel = await this.plan.create(connection);
    const lost = new AbortController();
    // Without a listener an error of the channel would end the process.
    channel.on('error', (error: Error) => this.logger.warn(`${this.plan.job}: ${error.message}`));
    channel.once('close', () => {
      lost.abort();
      if (this.ready === channel) this.lostOn(connection);
    });
    try {
      await this.plan.setUp(channel, lost.signal, connection);
    } catch (error) {
      await closeChannel(channel);
      throw error;
    }
    if (lost.signal.aborted) throw new Error('the channel was closed while it was set up');
    this.ready = channel;
    if (this.isClosed) await this.close();
  }

  private lostOn(connection: ChannelModel): void {
    this.ready = undefined;
    if (this.openFor === connection) this.openFor = undefined;
    if (this.isClosed) return;
    // When the connection is gone too, its return opens the channel; then this attempt finds nothing to do.
    this.reopening = setTimeout(() => void this.open(), this.backOff.next());
  }
}

/**
 * Resolves when the channel is gone, in whatever way. The answer to a close never comes when the connection dies first or
 * the broker has stopped to read from it; then the channel ends with its connection.
 */
function closeChannel(channel: Channel): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, CLOSE_LIMIT_MS);
    const done = (): void => {
      clearTimeout(limit);
      resolve();
    };
    channel.once('close', done);
    channel.close().then(done, done);
  });
}
