import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../../testing/normalized';
import { SshdNormalizer } from '../../unix/sshd/sshd.normalizer';
import { AliasNormalizer } from '../alias/alias.normalizer';
import { FluentdForwardNormalizer } from './fluentd-forward.normalizer';

const context: NormalizerContext = { source: 'aws', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const DETAILS = {
  ident: 'sshd',
  __tag: 'ec2.forward.system.secure',
  region: 'eu-central-1',
  pid: '24710',
  instance_id: 'i-b0a7de10',
  instance_type: 't2.micro',
  host: 'ip-192-0-2-7',
  time: '2026-11-24T11:59:58Z',
  message: 'Failed password for root from 203.0.113.9 port 22 ssh2',
  az: 'eu-central-1a',
};
const understood = async (record: object) =>
  (await normalized([new AliasNormalizer(), new FluentdForwardNormalizer(), new SshdNormalizer()], [record]))[0]!;

describe(FluentdForwardNormalizer.name, () => {
  describeNormalizerContract({
    normalizer: new FluentdForwardNormalizer(),
    options: {},
    event: { '@timestamp': '2026-11-24T12:00:00.000Z', message: 'x', 'host.name': 'ip-192-0-2-7', details: DETAILS },
    context,
  });

  it.each([
    ['as it comes from the queue', DETAILS],
    ["in MozDef's form", { utctimestamp: DETAILS.time, summary: DETAILS.message, details: DETAILS, tags: ['x'] }],
  ])('knows instance, program and kind of a line %s', async (_, record) => {
    expect(await understood(record)).toMatchObject({
      '@timestamp': '2026-11-24T11:59:58.000Z',
      message: DETAILS.message,
      'cloud.availability_zone': 'eu-central-1a',
      'cloud.instance.id': 'i-b0a7de10',
      'cloud.machine.type': 't2.micro',
      'cloud.provider': 'aws',
      'cloud.region': 'eu-central-1',
      'event.action': 'ssh_failed',
      'event.provider': 'syslog',
      'host.ip': '192.0.2.7',
      'host.name': 'ip-192-0-2-7',
      'process.name': 'sshd',
      'process.pid': 24710,
      'tocsin.category': 'syslog',
    });
  });

  it.each([['ip-300-0-2-7'], ['ip-10-a'], ['web1']])('finds no address in %s', async (host) => {
    expect((await understood({ ...DETAILS, host }))['host.ip']).toBeUndefined();
  });
});
