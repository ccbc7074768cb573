import { describeUnwrapperContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../../../testing/normalized';
import { AliasNormalizer } from '../../alias/alias.normalizer';
import { AwsMessageUnwrapper } from './aws-message.unwrapper';

const unwrapper = new AwsMessageUnwrapper();
const INNER = {
  time: '2026-11-24 07:14:15 +0000',
  timestamp: '2026-11-24T07:14:15+00:00',
  hostname: 'web1',
  pname: 'dhclient',
  processid: '[123]',
  type: 'syslog',
  logger: 'systemslogs',
  payload: 'DHCPREQUEST of 192.0.2.7 on eth0',
};
const notification = (message: string): object => ({
  Type: 'Notification',
  MessageId: 'abc',
  TopicArn: 'arn:aws:sns:eu-central-1:111122223333:logs',
  Message: message,
  Timestamp: '2026-11-24T07:14:16.103Z',
});
const SNS = notification(JSON.stringify(INNER));
const RECEIVED = { MessageId: 'q1', ReceiptHandle: 'r', Attributes: { SentTimestamp: '1795521598123' } };
const IN_FUNCTION = { messageId: 'q1', receiptHandle: 'r', eventSource: 'aws:sqs', attributes: {} };

const understood = (record: object) => normalized([unwrapper, new AliasNormalizer()], [record]);

describe(AwsMessageUnwrapper.name, () => {
  describeUnwrapperContract({
    unwrapper,
    options: {},
    record: SNS as Record<string, unknown>,
    context: { source: 'aws', dialect: 'json', zone: 'UTC', receivedAt: 0 },
  });

  it.each<[string, object]>([
    ['a notification', SNS],
    ['a message of a queue', { ...RECEIVED, Body: JSON.stringify(INNER) }],
    ['a notification in a message of a queue', { ...RECEIVED, Body: JSON.stringify(SNS) }],
    ['the call of a function by a topic', { Records: [{ EventSource: 'aws:sns', Sns: SNS }] }],
    ['the call of a function by a queue', { Records: [{ ...IN_FUNCTION, body: JSON.stringify(INNER) }] }],
  ])('finds the event in %s', async (_, record) => {
    const events = await understood(record);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      '@timestamp': '2026-11-24T07:14:15.000Z',
      message: 'DHCPREQUEST of 192.0.2.7 on eth0',
      'event.module': 'syslog',
      'host.name': 'web1',
      'log.logger': 'systemslogs',
      'process.name': 'dhclient',
      'process.pid': 123,
    });
  });

  it('makes an event of every message', async () => {
    const events = await understood({
      Records: ['one', 'two'].map((text) => ({ EventSource: 'aws:sns', Sns: notification(text) })),
    });
    expect(events.map(({ message }) => message)).toEqual(['one', 'two']);
  });

  it('gives a text the time it was sent at, and keeps what the service says', async () => {
    const [told] = await understood(notification('plain text'));
    expect(told).toMatchObject({
      '@timestamp': '2026-11-24T07:14:16.103Z',
      message: 'plain text',
      details: { sns: { MessageId: 'abc', TopicArn: 'arn:aws:sns:eu-central-1:111122223333:logs' } },
    });
    const [queued] = await understood({ ...RECEIVED, Body: '{broken' });
    expect(queued).toMatchObject({ '@timestamp': '2026-11-24T11:59:58.123Z', message: '{broken' });
  });

  it.each([
    [{ Records: [{ eventName: 'x' }] }],
    [{ Records: [] }],
    [{ Type: 'SubscriptionConfirmation', TopicArn: 'a' }],
    [{ body: 'text', source: 'mail' }],
    [{ Body: 'text' }],
  ])('leaves %j alone', (record) => {
    expect(unwrapper.claims(record)).toBe(false);
  });
});
