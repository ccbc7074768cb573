import type { Channel, ChannelModel } from 'amqplib';

import { decodeFact } from '../limits';
import { plainChannel, KeptChannel } from './kept-channel';
import { FACTS_EXCHANGE } from './rabbit-topology';
import type { ConsumerContext } from './rabbit-consumer';

/** Facts a slow listener may have waiting; the oldest are dropped, as facts may be missed. */
const MAX_WAITING_FACTS = 10_000;

/** Brings every fact announced anywhere to this process. */
export class RabbitFacts {
  readonly kept: KeptChannel<Channel>;

  constructor(
    private readonly context: ConsumerContext,
    private readonly onFact: (topic: string, fact: unknown) => void,
  ) {
    this.kept = new KeptChannel(context.link, {
      job: 'listening to facts',
      create: plainChannel,
      setUp: (channel, _lost, connection) => this.start(channel, connection),
    });
  }

  private async start(channel: Channel, connection: ChannelModel): Promise<void> {
    await this.context.topology.declare(connection);
    const { queue } = await channel.assertQueue('', {
      exclusive: true,
      autoDelete: true,
      arguments: { 'x-queue-type': 'classic', 'x-max-length': MAX_WAITING_FACTS },
    });
    await channel.bindQueue(queue, FACTS_EXCHANGE, '');
    await channel.consume(
      queue,
      (message) => {
        if (!message) return this.kept.reopen();
        const decoded = decodeFact(message.content.toString('utf8'));
        if (decoded) this.onFact(decoded.topic, decoded.fact);
      },
      { noAck: true },
    );
  }
}
