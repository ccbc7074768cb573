import type { Draft, KindDeclaration } from '../../values/record-kind';
import { textOf } from '../../values/text-of';

const TYPES: Readonly<Record<string, string>> = {
  create: 'creation',
  delete: 'deletion',
  deletecollection: 'deletion',
  patch: 'change',
  update: 'change',
};

/** One step of a request to the API server. */
export const kubernetesAudit: KindDeclaration = {
  dataset: 'kubernetes.audit',
  marks: ['objectRef', 'verb'],
  isOne: ({ kind, apiVersion, auditID }) =>
    kind === 'Event' ||
    auditID !== undefined ||
    (typeof apiVersion === 'string' && apiVersion.startsWith('audit.k8s.io')),
  table: {
    requestReceivedTimestamp: '@timestamp',
    stageTimestamp: '@timestamp',
    auditID: 'event.id',
    verb: 'event.action',
    requestURI: 'url.original',
    'user.username': 'user.name',
    'user.uid': 'user.id',
    'user.groups': 'user.roles',
    'impersonatedUser.username': 'user.effective.name',
    'sourceIPs.0': 'source.ip',
    userAgent: 'user_agent.original',
    'responseStatus.code': 'http.response.status_code',
    'responseStatus.message': 'error.message',
    'objectRef.namespace': 'orchestrator.namespace',
    'objectRef.resource': 'orchestrator.resource.type',
    'objectRef.name': 'orchestrator.resource.name',
  },
  always: {
    'event.kind': 'event',
    'event.category': ['api'],
    'orchestrator.type': 'kubernetes',
    'tocsin.category': 'application',
  },
  refine: (fields, record) => {
    fields['event.type'] = [TYPES[textOf(fields['event.action']).toLowerCase()] ?? 'access'];
    fields['event.outcome'] = outcomeOf(fields, record['annotations']);
    fields['message'] ??= sentence(fields);
  },
};

function outcomeOf(fields: Draft, annotations: unknown): string {
  const decision = (annotations as Record<string, unknown> | undefined)?.['authorization.k8s.io/decision'];
  const status = fields['http.response.status_code'];
  if (decision === 'forbid' || (typeof status === 'number' && status >= 400)) return 'failure';
  return status === undefined && decision === undefined ? 'unknown' : 'success';
}

function sentence(fields: Draft): string {
  const what = ['event.action', 'orchestrator.resource.type', 'orchestrator.resource.name'].map((name) => fields[name]);
  const who = fields['user.name'];
  const words = what.filter((word) => typeof word === 'string');
  return `${words.join(' ')}${typeof who === 'string' ? ` by ${who}` : ''}: ${textOf(fields['event.outcome'])}`;
}
