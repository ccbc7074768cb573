import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../../shippers/alias/alias.normalizer';
import { OsqueryNormalizer } from './osquery.normalizer';

const normalizer = new OsqueryNormalizer();
const RESULT = {
  name: 'pack/incident/open_sockets',
  hostIdentifier: 'web.example',
  calendarTime: 'Tue Nov 24 10:00:00 2026 UTC',
  unixTime: 1795514400,
  action: 'added',
  columns: {
    pid: '7',
    cmdline: '/usr/bin/nc 192.0.2.1 443',
    path: '/usr/bin/nc',
    username: 'ann',
    local_address: '198.51.100.2',
    local_port: '40000',
    remote_address: '192.0.2.1',
    remote_port: '443',
  },
};
const EXPECTED = {
  '@timestamp': '2026-11-24T10:00:00.000Z',
  message: 'pack/incident/open_sockets: added on web.example',
  'destination.ip': '192.0.2.1',
  'destination.port': 443,
  'event.action': 'added',
  'host.name': 'web.example',
  'process.executable': '/usr/bin/nc',
  'process.pid': 7,
  'rule.name': 'pack/incident/open_sockets',
  'user.name': 'ann',
};

describe(OsqueryNormalizer.name, () => {
  const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: RESULT };
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: '' }), context });

  it('reads a row that came, at the top or under details', async () => {
    const plugins = [new AliasNormalizer(), normalizer];
    const [top, under] = await normalized(plugins, [RESULT, { category: 'osquery', details: RESULT }]);
    expect(top).toMatchObject(EXPECTED);
    expect(under).toMatchObject(EXPECTED);
  });

  it('does not take a record with a name for a result', () => {
    const record = { name: 'x', columns: {} };
    expect(normalizer.claims(anEvent(), { ...context, record })).toBe(false);
  });
});
