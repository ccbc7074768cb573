import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../../shippers/alias/alias.normalizer';
import { HostRecordsNormalizer } from './host-records.normalizer';

const normalizer = new HostRecordsNormalizer();
const CREATED = {
  Type: 'container',
  Action: 'create',
  Actor: { ID: 'ab12', Attributes: { image: 'nginx:latest', name: 'shop' } },
  scope: 'local',
  time: 1795514400,
  timeNano: 1795514400009588,
};
const REFUSED = {
  reqId: 'Xa',
  level: 2,
  time: '2026-11-24T10:00:00+00:00',
  remoteAddr: '127.0.0.1',
  user: '--',
  app: 'core',
  method: 'POST',
  url: '/index.php/login',
  message: "Login failed: 'ann' (Remote IP: '192.0.2.1')",
};
const AUDITED = {
  event_type: 'Audit_Event',
  hostname: 'pc7',
  ipv4: '192.0.2.7',
  source_uuid: 'u',
  occured: '24-Nov-2026 10:00:00',
  severity: 'Information',
  action: 'Login attempt',
  detail: 'Authenticating user',
  user: 'ann',
  result: 'Success',
};

async function read(record: object): Promise<object> {
  const [event] = await normalized([normalizer, new AliasNormalizer()], [record]);
  return { ...event };
}

describe(HostRecordsNormalizer.name, () => {
  const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: CREATED };
  describeNormalizerContract({ normalizer, options: {}, event: anEvent(), context });

  it.each([
    ['alone', CREATED],
    ['handed on', { integration: 'docker', docker: CREATED }],
    ['under details', { category: 'docker', details: CREATED }],
  ])('reads an event of Docker %s', async (_, record) => {
    expect(await read(record)).toMatchObject({
      '@timestamp': '2026-11-24T10:00:00.000Z',
      'container.id': 'ab12',
      'container.image.name': 'nginx:latest',
      'container.name': 'shop',
      'event.action': 'create',
      'event.dataset': 'docker.event',
      'event.type': ['creation'],
    });
  });

  it("takes who was refused from Nextcloud's words", async () => {
    expect(await read(REFUSED)).toMatchObject({
      'event.outcome': 'failure',
      'source.ip': '192.0.2.1',
      'source.address': '192.0.2.1',
      'user.name': 'ann',
    });
    expect(await read({ ...REFUSED, message: 'x' })).not.toHaveProperty(['user.name']);
  });

  it("reads what ESET's console tells", async () => {
    expect(await read(AUDITED)).toMatchObject({
      '@timestamp': '2026-11-24T10:00:00.000Z',
      'event.action': 'Login attempt',
      'event.category': ['authentication'],
      'event.outcome': 'success',
      'host.name': 'pc7',
      'user.name': 'ann',
    });
  });
});
