import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../alias/alias.normalizer';
import { ContainerLogNormalizer } from './container-log.normalizer';

const context: NormalizerContext = { source: 'k8s', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const KUBERNETES = {
  pod_name: 'shop-7d',
  namespace_name: 'prod',
  pod_id: 'p-1',
  host: 'node3',
  container_name: 'shop',
  docker_id: 'c0ffee',
  container_image: 'example/shop:1.2',
  labels: { app: 'shop' },
};
const understood = async (record: object) =>
  (await normalized([new AliasNormalizer(), new ContainerLogNormalizer()], [record]))[0]!;

describe(ContainerLogNormalizer.name, () => {
  describeNormalizerContract({
    normalizer: new ContainerLogNormalizer(),
    options: {},
    event: { '@timestamp': '2026-11-24T12:00:00.000Z', message: 'x\n', details: { kubernetes: KUBERNETES } },
    context,
  });

  it("names pod, container and node of fluent-bit's line", async () => {
    const event = await understood({
      log: 'order placed\n',
      stream: 'stdout',
      time: '2026-11-24T11:59:58.123456789Z',
      kubernetes: KUBERNETES,
    });
    expect(event).toMatchObject({
      '@timestamp': '2026-11-24T11:59:58.123Z',
      message: 'order placed',
      'container.id': 'c0ffee',
      'container.image.name': 'example/shop:1.2',
      'container.name': 'shop',
      'host.name': 'node3',
      'orchestrator.namespace': 'prod',
      'orchestrator.resource.name': 'shop-7d',
      'orchestrator.resource.type': 'pod',
      'orchestrator.type': 'kubernetes',
      details: { stream: 'stdout', kubernetes: KUBERNETES },
    });
  });

  it('reads the record that the container wrote', async () => {
    const event = await understood({
      log: '{"username":"ann","summary":"hi"}\n',
      stream: 'stderr',
      docker: { container_id: 'c1' },
    });
    expect(event).toMatchObject({ message: 'hi', 'user.name': 'ann', 'container.id': 'c1' });
  });

  it("takes the runtime's time and words off the line", async () => {
    const log = '2026-11-24T11:59:58.123456789Z stderr F disk is full\n';
    expect(await understood({ log, kubernetes: {} })).toMatchObject({
      '@timestamp': '2026-11-24T11:59:58.123Z',
      message: 'disk is full',
    });
  });

  it("keeps what Beats say in ECS, and reads what they say in Kubernetes' words", async () => {
    const event = await understood({
      message: 'hi',
      host: { name: 'web1' },
      container: { id: 'c2' },
      kubernetes: { pod: { name: 'p' }, node: { name: 'n' }, container: { id: 'c3', name: 'c' }, namespace: 'ns' },
    });
    expect(event).toMatchObject({
      'host.name': 'web1',
      'container.id': 'c2',
      'container.name': 'c',
      'orchestrator.namespace': 'ns',
      'orchestrator.resource.name': 'p',
    });
  });

  it('leaves lines of others alone', async () => {
    const event = await understood({ message: 'a\n', stream: 'audit' });
    expect([event.message, event['orchestrator.type']]).toEqual(['a\n', undefined]);
  });
});
