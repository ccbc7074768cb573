import { fields } from './base';

export const CONTAINER_AND_ORCHESTRATOR_FIELDS = [
  ...fields('keyword', {
    'container.id': 'Identifier of the container.',
    'container.image.name': 'Image the container was made from.',
    'container.image.tag': 'Tags of the image.',
    'container.name': 'Name of the container.',
    'container.runtime': 'Runtime of the container: docker, containerd, …',
    'orchestrator.api_version': 'Version of the API that was spoken.',
    'orchestrator.cluster.id': 'Identifier of the cluster.',
    'orchestrator.cluster.name': 'Name of the cluster.',
    'orchestrator.namespace': 'Namespace the event happened in.',
    'orchestrator.organization': 'Organization the cluster belongs to.',
    'orchestrator.resource.id': 'Identifier of the resource.',
    'orchestrator.resource.name': 'Resource that was acted upon.',
    'orchestrator.resource.type': 'Kind of the resource: pod, secret, …',
    'orchestrator.type': 'kubernetes, nomad, …',
  }),
  ...fields('boolean', { 'container.security_context.privileged': 'Whether the container runs privileged.' }),
];
