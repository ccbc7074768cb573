import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { eventually } from '@tocsin/testing';
import { connect, type ChannelModel } from 'amqplib';

import { closedPlace, processesOf } from '../../testing/closed-place';
import { privateRabbitmq } from './private-rabbitmq';

const place = closedPlace('rabbitmq');
const rabbitmq = privateRabbitmq(place);

/** RabbitMQ writes the table of quorum queues a second late; one that is declared and killed at once never serves again. */
function isQueueOnDisk(): boolean {
  const table = join(place.dataDir, 'mnesia/tocsin@localhost/quorum/tocsin@localhost/names.dets');
  return readFileSync(table).includes('kept');
}

async function withConnection<T>(use: (connection: ChannelModel) => Promise<T>): Promise<T> {
  const connection = await connect(rabbitmq.url);
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

describe(privateRabbitmq.name, () => {
  beforeAll(() => rabbitmq.start(), 120_000);
  afterAll(() => rabbitmq.stop(), 60_000);

  it('has a confirmed message of a quorum queue after a kill -9 and a start', async () => {
    await withConnection(async (connection) => {
      const channel = await connection.createConfirmChannel();
      await channel.assertQueue('kept', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
      channel.sendToQueue('kept', Buffer.from('still here'), { persistent: true });
      await channel.waitForConfirms();
    });
    await eventually(isQueueOnDisk, { describe: 'the name of the queue on disk' });
    await rabbitmq.kill();
    expect(rabbitmq.isRunning()).toBe(false);
    await rabbitmq.start();
    const found = await withConnection(async (connection) => {
      const channel = await connection.createChannel();
      return channel.get('kept', { noAck: true });
    });
    expect(found && found.content.toString()).toBe('still here');
  }, 150_000);

  it('has streams', async () => {
    await withConnection(async (connection) => {
      const channel = await connection.createChannel();
      await channel.assertQueue('log', { durable: true, arguments: { 'x-queue-type': 'stream' } });
    });
  });

  it('knows no account but its own', async () => {
    const url = new URL(rabbitmq.url);
    await expect(connect(`amqp://guest:guest@${url.host}`)).rejects.toThrow('ACCESS_REFUSED');
    const management = new URL(rabbitmq.urls['management'] as string);
    const response = await fetch(new URL('/api/users', management.origin), {
      headers: { authorization: `Basic ${btoa(`${management.username}:${management.password}`)}` },
    });
    const users = (await response.json()) as readonly { name: string }[];
    expect(users.map(({ name }) => name)).toEqual(['tocsin']);
  });

  it('leaves no process when it is stopped, its name service neither', async () => {
    expect(processesOf(place.folder).length).toBeGreaterThan(1);
    await rabbitmq.stop();
    expect(processesOf(place.folder)).toEqual([]);
  }, 60_000);
});
