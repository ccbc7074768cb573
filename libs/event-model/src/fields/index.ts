import type { FieldSpec } from './base';
import { CLOUD_FIELDS } from './cloud';
import { CONTAINER_AND_ORCHESTRATOR_FIELDS } from './container-and-orchestrator';
import { DEVICE_FIELDS } from './device';
import { DNS_FIELDS } from './dns';
import { EMAIL_FIELDS } from './email';
import { EVENT_FIELDS } from './event';
import { DLL_FIELDS, FILE_FIELDS } from './file-and-hash';
import { HOST_FIELDS } from './host';
import { HTTP_FIELDS } from './http';
import { LOG_FIELDS } from './log';
import { NETWORK_FIELDS } from './network';
import { NETWORK_END_FIELDS } from './network-ends';
import { OBSERVER_FIELDS } from './observer';
import { ORGANIZATION_AND_GROUP_FIELDS } from './organization-and-group';
import { PROCESS_FIELDS } from './process';
import { REGISTRY_FIELDS } from './registry';
import { RELATED_FIELDS } from './related';
import { RULE_FIELDS, THREAT_FIELDS } from './rule-and-threat';
import { SERVICE_AND_AGENT_FIELDS } from './service-and-agent';
import { TLS_FIELDS } from './tls-and-x509';
import { TOCSIN_FIELDS } from './tocsin';
import { USER_FIELDS } from './user';
import { USER_AGENT_AND_URL_FIELDS } from './user-agent-and-url';
import { VULNERABILITY_FIELDS } from './vulnerability';
import { WINDOWS_FIELDS } from './windows';

export type { FieldSpec, FieldType } from './base';

/** Every field we name, in alphabetical order. Index mapping, completion and docs are made from it. */
export const FIELDS: readonly FieldSpec[] = [
  ...CLOUD_FIELDS,
  ...CONTAINER_AND_ORCHESTRATOR_FIELDS,
  ...DEVICE_FIELDS,
  ...DLL_FIELDS,
  ...DNS_FIELDS,
  ...EMAIL_FIELDS,
  ...EVENT_FIELDS,
  ...FILE_FIELDS,
  ...HOST_FIELDS,
  ...HTTP_FIELDS,
  ...LOG_FIELDS,
  ...NETWORK_END_FIELDS,
  ...NETWORK_FIELDS,
  ...OBSERVER_FIELDS,
  ...ORGANIZATION_AND_GROUP_FIELDS,
  ...PROCESS_FIELDS,
  ...REGISTRY_FIELDS,
  ...RELATED_FIELDS,
  ...RULE_FIELDS,
  ...SERVICE_AND_AGENT_FIELDS,
  ...THREAT_FIELDS,
  ...TLS_FIELDS,
  ...TOCSIN_FIELDS,
  ...USER_AGENT_AND_URL_FIELDS,
  ...USER_FIELDS,
  ...VULNERABILITY_FIELDS,
  ...WINDOWS_FIELDS,
].sort((one, other) => (one.name < other.name ? -1 : 1));

const BY_NAME: ReadonlyMap<string, FieldSpec> = new Map(FIELDS.map((field) => [field.name, field]));

/** The field of that name, `undefined` when it is not one of ours. */
export function fieldSpec(name: string): FieldSpec | undefined {
  return BY_NAME.get(name);
}
