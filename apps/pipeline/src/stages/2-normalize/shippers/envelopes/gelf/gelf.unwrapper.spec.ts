import { describeUnwrapperContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../../../testing/normalized';
import { AliasNormalizer } from '../../alias/alias.normalizer';
import { GelfUnwrapper } from './gelf.unwrapper';

const unwrapper = new GelfUnwrapper();
const context = { source: 'apps', dialect: 'json', zone: 'UTC', receivedAt: 0 };
const MESSAGE = { version: '1.1', host: 'web1', short_message: 'hi', level: 3, timestamp: 1_795_521_598.123 };

describe(GelfUnwrapper.name, () => {
  describeUnwrapperContract({
    unwrapper,
    options: {},
    record: { ...MESSAGE, _username: 'ann' },
    context,
  });

  it('gives fields the names their sender gave them', async () => {
    const record = {
      ...MESSAGE,
      full_message: 'hi there',
      _username: 'ann',
      _srcip: '192.0.2.7',
      _order: 7,
      _host: 'db1',
    };
    const [event] = await normalized([unwrapper, new AliasNormalizer()], [record], { dialect: 'gelf' });
    expect(event).toMatchObject({
      '@timestamp': '2026-11-24T11:59:58.123Z',
      message: 'hi',
      'event.severity': 3,
      'host.name': 'web1',
      'source.ip': '192.0.2.7',
      'user.name': 'ann',
      details: { full_message: 'hi there', gelf: { version: '1.1' }, order: 7, _host: 'db1' },
    });
  });

  it('knows a message without a version by how it came', () => {
    expect(unwrapper.claims({ short_message: 'hi' }, { ...context, dialect: 'gelf' })).toBe(true);
  });

  it.each([[{ short_message: 'hi' }], [{ version: '1.1', message: 'hi' }], [{ ...MESSAGE, short_message: 7 }]])(
    'leaves %j alone',
    (record) => {
      expect(unwrapper.claims(record, context)).toBe(false);
    },
  );
});
