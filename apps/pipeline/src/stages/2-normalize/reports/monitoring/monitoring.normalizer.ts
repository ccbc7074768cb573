import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { FORM_WRITES, readForm, type MessageForm } from '../../unix/forms/message-form';
import { isRecord } from '../report-record';
import { stateKey } from '../state-key';
import { monitoringOptionsSchema, type MonitoringOptions } from './monitoring.options';
import { NAGIOS_FORMS, OBSERVIUM_FORMS, SNMPTT_FORMS } from './monitoring-forms';

const FORMS = new Map<unknown, readonly MessageForm[]>([
  ['observium', OBSERVIUM_FORMS],
  ['snmptt', SNMPTT_FORMS],
  ['nagios', NAGIOS_FORMS],
  ['nagios3', NAGIOS_FORMS],
  ['nagios4', NAGIOS_FORMS],
  ['icinga', NAGIOS_FORMS],
]);
/** A line of Nagios's own log: `[1795514400] HOST ALERT: …`. */
const OWN_TIME = /^\[\d{9,12}\] /;
const ALERT = 'alert';

/**
 * Understands what Observium, SNMP trap translators and Nagios say of the hosts they watch. The host of the event is the one watched.
 * What Nagios says of a host and service is a state: what it says next replaces it.
 */
@Injectable()
@NormalizerPlugin({
  type: 'monitoring',
  understands: 'content',
  order: 120,
  stability: 'beta',
  options: monitoringOptionsSchema,
  reads: ['process.name', 'message', 'tags', 'details'],
  writes: [...FORM_WRITES, 'event.kind', 'host.name', 'tags', 'tocsin.state_key', 'observer.product'],
})
export class MonitoringNormalizer implements Normalizer<MonitoringOptions> {
  claims(event: SecurityEvent): boolean {
    return FORMS.has(programOf(event)) || nagiosHostOf(event) !== undefined;
  }

  normalize(event: SecurityEvent): EventPatch {
    const program = productOf(event);
    const fields = readForm(FORMS.get(program) ?? [], event.message.trimStart().replace(OWN_TIME, ''));
    const watched = fields?.['details.sourcehostname'] ?? fields?.['details.nagios_hostname'] ?? nagiosHostOf(event);
    if (watched === undefined) return {};
    return {
      'event.module': program,
      'event.dataset': `${program}.alerts`,
      'observer.product': program,
      ...fields,
      'host.name': watched,
      ...(program === 'snmptt' ? { tags: withTag(event['tags'], ALERT) } : {}),
      ...(program.startsWith('nagios') || program === 'icinga' ? statePatch(watched, fields?.['details.service']) : {}),
    };
  }
}

function statePatch(watched: FieldValue, service: FieldValue | undefined): EventPatch {
  const text = (value: FieldValue | undefined) => (typeof value === 'string' ? value : undefined);
  return { 'event.kind': 'state', 'tocsin.state_key': stateKey('nagios', [text(watched)], text(service)) };
}

/** What is not one of the programs was sent by a handler of Nagios. */
function productOf(event: SecurityEvent): string {
  const program = programOf(event);
  return program !== undefined && FORMS.has(program) ? program : 'nagios';
}

function programOf(event: SecurityEvent): string | undefined {
  const program = event['process.name'];
  return typeof program === 'string' ? program.toLowerCase() : undefined;
}

/** The host in an event that Nagios's handler sent with the name beside the text. */
function nagiosHostOf({ details }: SecurityEvent): string | undefined {
  const host = isRecord(details) && Object.hasOwn(details, 'nagios_hostname') ? details['nagios_hostname'] : undefined;
  return typeof host === 'string' && host !== '' ? host : undefined;
}

function withTag(tags: FieldValue | undefined, tag: string): FieldValue {
  const given: readonly FieldValue[] = Array.isArray(tags) ? tags : typeof tags === 'string' ? [tags] : [];
  return [...new Set([...given.filter((one) => typeof one === 'string'), tag])];
}
