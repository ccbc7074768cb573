import type { JsonRecord } from '@tocsin/plugin-kit';

import { endFields } from '../../values/end';
import type { Draft, KindDeclaration } from '../../values/record-kind';

const DOCKER_TYPES: Readonly<Record<string, string>> = {
  create: 'creation',
  destroy: 'deletion',
  delete: 'deletion',
  start: 'start',
  unpause: 'start',
  restart: 'start',
  stop: 'end',
  die: 'end',
  kill: 'end',
  pause: 'end',
};

function dockerTable(at: string): Readonly<Record<string, string>> {
  return {
    [`${at}time`]: '@timestamp',
    [`${at}Action`]: 'event.action',
    [`${at}Actor.ID`]: 'container.id',
    [`${at}Actor.Attributes.name`]: 'container.name',
    [`${at}Actor.Attributes.image`]: 'container.image.name',
  };
}

function refineDocker(fields: Draft): void {
  const action = fields['event.action'];
  fields['event.type'] = [(typeof action === 'string' ? DOCKER_TYPES[action] : undefined) ?? 'info'];
}

const ALWAYS_DOCKER = { 'event.kind': 'event', 'event.category': ['host'], 'container.runtime': 'docker' };

/** What `docker events` prints. */
export const dockerEvent: KindDeclaration = {
  dataset: 'docker.event',
  marks: ['timeNano', 'Actor', 'Action'],
  table: dockerTable(''),
  always: ALWAYS_DOCKER,
  refine: refineDocker,
};

/** The same as Wazuh's agent hands it on. */
export const watchedDockerEvent: KindDeclaration = {
  dataset: 'docker.event',
  marks: ['docker', 'integration'],
  table: dockerTable('docker.'),
  always: ALWAYS_DOCKER,
  refine: refineDocker,
};

/** ESET's console, as it exports to syslog. */
export const esetEvent: KindDeclaration = {
  dataset: 'eset.event',
  marks: ['source_uuid', 'event_type', 'occured'],
  table: {
    occured: '@timestamp',
    hostname: 'host.name',
    ipv4: 'host.ip',
    severity: 'log.level',
    action: 'event.action',
    action_taken: 'event.action',
    result: 'event.outcome',
    user: 'user.name',
    username: 'user.name',
    domain: 'user.domain',
    threat_name: 'rule.name',
    detail: 'message',
    hash: 'file.hash.sha1',
    object_uri: 'file.path',
    processname: 'process.executable',
    source_address: 'source.ip',
    source_port: 'source.port',
    target_address: 'destination.ip',
    target_port: 'destination.port',
  },
  always: { 'observer.vendor': 'ESET' },
  refine: refineEset,
};

function refineEset(fields: Draft, record: JsonRecord): void {
  const isAudit = record['event_type'] === 'Audit_Event';
  fields['event.kind'] = isAudit ? 'event' : 'alert';
  fields['event.category'] = [isAudit ? 'authentication' : 'malware'];
  fields['event.type'] = ['info'];
}

/** Who tried, in the words of Nextcloud. */
const LOGIN_FAILED = /^Login failed: '?(?<user>[^']{1,256}?)'? \(Remote IP: '?(?<from>[^')]{2,45})'?\)/;
const NOBODY = '--';

/** Nextcloud's own log. */
export const nextcloudLog: KindDeclaration = {
  dataset: 'nextcloud.log',
  marks: ['reqId', 'remoteAddr', 'app'],
  table: {
    time: '@timestamp',
    message: 'message',
    method: 'http.request.method',
    remoteAddr: 'source.ip',
    url: 'url.original',
    user: 'user.name',
    userAgent: 'user_agent.original',
    reqId: 'http.request.id',
    app: 'event.provider',
  },
  always: { 'event.kind': 'event', 'event.category': ['web'], 'event.type': ['info'] },
  refine: refineNextcloud,
};

function refineNextcloud(fields: Draft): void {
  if (fields['user.name'] === NOBODY) delete fields['user.name'];
  const { message } = fields;
  const { user, from } = (typeof message === 'string' ? LOGIN_FAILED.exec(message)?.groups : undefined) ?? {};
  if (user === undefined) return;
  Object.assign(fields, endFields('source', from), { 'user.name': user, 'event.action': 'login' });
  Object.assign(fields, { 'event.category': ['authentication'], 'event.type': ['start'], 'event.outcome': 'failure' });
}
