import type { EventPatch } from '@tocsin/event-model';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { MonitoringNormalizer } from './monitoring.normalizer';

const normalizer = new MonitoringNormalizer();
const TRAP = 'linkDown Critical "Status Events" switch1.example - Interface 3 is down';

function normalize(program: string, message: string, more: Record<string, unknown> = {}): EventPatch {
  const event = anEvent({ 'process.name': program, message, ...(more as object) });
  return normalizer.claims(event) ? normalizer.normalize(event) : {};
}

describe(MonitoringNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options: {},
    event: anEvent({ 'process.name': 'snmptt', message: TRAP, tags: ['net'] }),
    context: { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} },
  });

  it('reads an alert of Observium', () => {
    expect(normalize('Observium', 'ALERT: [sw.example] [port] [eth1] Port is down')).toMatchObject({
      'host.name': 'sw.example',
      'details.alert_type': 'ALERT',
      'details.entity_type': 'port',
      'details.entity': 'eth1',
      'details.alert_message': 'Port is down',
    });
  });

  it('reads a trap and tags it as an alert', () => {
    expect(normalize('snmptt', TRAP, { tags: ['net'] })).toMatchObject({
      'host.name': 'switch1.example',
      'details.trapname': 'linkDown',
      'details.trapseverity': 'Critical',
      'details.trappayload': 'Interface 3 is down',
      tags: ['net', 'alert'],
    });
  });

  it('keeps what Nagios says as the state of the service', () => {
    const down = normalize('nagios', 'SERVICE ALERT: web.example;HTTP;CRITICAL;HARD;3;Connection refused');
    const up = normalize('nagios', '[1795514400] SERVICE ALERT: web.example;HTTP;OK;HARD;1;HTTP OK; 200');
    expect(down).toMatchObject({ 'event.kind': 'state', 'host.name': 'web.example', 'details.state': 'CRITICAL' });
    expect(up).toMatchObject({ 'details.output': 'HTTP OK; 200', 'tocsin.state_key': down['tocsin.state_key'] });
    const other = normalize('nagios', 'HOST ALERT: web.example;DOWN;HARD;3;No ping');
    expect(other['tocsin.state_key']).not.toBe(down['tocsin.state_key']);
  });

  it('keeps what a handler of Nagios says as the state of the host', () => {
    expect(normalize('handler', 'DOWN', { details: { nagios_hostname: 'web.example' } })).toMatchObject({
      'event.kind': 'state',
      'host.name': 'web.example',
    });
  });

  it.each([
    ['nagios', 'Auto-save of retention data completed successfully.'],
    ['cat', TRAP],
  ])('says nothing of %s: %s', (program, message) => {
    expect(normalize(program, message)).toEqual({});
  });
});
