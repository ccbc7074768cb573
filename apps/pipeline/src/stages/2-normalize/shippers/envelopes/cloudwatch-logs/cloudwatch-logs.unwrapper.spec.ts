import { describeUnwrapperContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../../../testing/normalized';
import { AliasNormalizer } from '../../alias/alias.normalizer';
import { CloudwatchLogsUnwrapper } from './cloudwatch-logs.unwrapper';

const unwrapper = new CloudwatchLogsUnwrapper();
const SUBSCRIPTION = {
  messageType: 'DATA_MESSAGE',
  owner: '111122223333',
  logGroup: '/example/app',
  logStream: 'i-1',
  subscriptionFilters: ['all'],
  logEvents: [
    { id: '1', timestamp: 1_795_521_598_123, message: 'plain text' },
    { id: '2', timestamp: 1_795_521_598_124, message: '{"username":"ann","eventTime":"2026-11-24T10:00:00Z"}' },
    { id: '3', timestamp: 1_795_521_598_125, message: '{"summary":"no time","cloudwatch":1}' },
  ],
};

describe(CloudwatchLogsUnwrapper.name, () => {
  describeUnwrapperContract({
    unwrapper,
    options: {},
    record: SUBSCRIPTION,
    context: { source: 'aws', dialect: 'json', zone: 'UTC', receivedAt: 0 },
  });

  it('makes an event of every log event, with the time it has or else that of CloudWatch', async () => {
    const events = await normalized([unwrapper, new AliasNormalizer()], [SUBSCRIPTION]);
    const around = { owner: '111122223333', logGroup: '/example/app', logStream: 'i-1' };
    expect(events).toMatchObject([
      {
        '@timestamp': '2026-11-24T11:59:58.123Z',
        message: 'plain text',
        details: { cloudwatch: { ...around, id: '1' } },
      },
      { '@timestamp': '2026-11-24T10:00:00.000Z', 'user.name': 'ann', details: { cloudwatch: { ...around, id: '2' } } },
      { '@timestamp': '2026-11-24T11:59:58.125Z', message: 'no time', details: { cloudwatch: 1, cloudwatch_: around } },
    ]);
  });

  it('leaves what CloudWatch sends to see whether anybody is there as it is', () => {
    expect(unwrapper.claims({ ...SUBSCRIPTION, messageType: 'CONTROL_MESSAGE' })).toBe(false);
  });
});
