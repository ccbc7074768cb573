import type { EventPatch } from '@tocsin/event-model';

/** Categories and types of the events that are not plain protocol. */
const KINDS: Readonly<Record<string, readonly [category: readonly string[], type: readonly string[]]>> = {
  alert: [['network', 'intrusion_detection'], ['info']],
  anomaly: [['network'], ['info', 'protocol']],
  drop: [['network'], ['connection', 'denied']],
  email: [['network', 'email'], ['protocol']],
  fileinfo: [['network', 'file'], ['info']],
  flow: [['network'], ['connection', 'end']],
  http: [
    ['network', 'web'],
    ['access', 'protocol'],
  ],
  krb5: [['network', 'authentication'], ['start']],
  netflow: [['network'], ['connection']],
  smb: [
    ['network', 'file'],
    ['access', 'protocol'],
  ],
  smtp: [['network', 'email'], ['protocol']],
};
/** Suricata's own priorities, 1 the worst, by RFC 5424. */
const SEVERITIES: Readonly<Record<number, readonly [number, string]>> = {
  1: [2, 'critical'],
  2: [4, 'warning'],
  3: [5, 'notice'],
};

/** What an event of a type is, in ECS's words. */
export function kindFields(type: string): EventPatch {
  const [category, types] = KINDS[type] ?? [['network'], ['protocol']];
  if (type === 'stats') return { 'event.kind': 'metric', 'event.category': ['host'], 'event.type': ['info'] };
  return {
    'event.category': [...category],
    'event.type': [...types],
    ...(type === 'alert' ? { 'event.kind': 'alert' } : {}),
  };
}

/** Severity and verdict of an alert; every other event is only told. */
export function alertFields(alert: Readonly<Record<string, unknown>> | undefined): EventPatch {
  const [severity, level] = SEVERITIES[Number(alert?.['severity'])] ?? [];
  const action = alert?.['action'];
  const verdict = action === 'blocked' ? 'denied' : action === 'allowed' ? 'allowed' : undefined;
  return {
    ...(severity === undefined ? {} : { 'event.severity': severity, 'log.level': level }),
    ...(verdict === undefined ? {} : { 'event.type': ['info', verdict], 'event.action': action as string }),
  };
}
