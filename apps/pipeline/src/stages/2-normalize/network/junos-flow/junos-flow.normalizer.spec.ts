import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { JunosFlowNormalizer } from './junos-flow.normalizer';

const normalizer = new JunosFlowNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const CREATED =
  'RT_FLOW_SESSION_CREATE: session created 192.0.2.7/51000->198.51.100.4/443 0x0 junos-https 203.0.113.1/1024->198.51.100.4/443 0x0 source rule out N/A N/A 6 allow-out trust untrust 41 ann(staff) reth0.0 UNKNOWN';

function normalize(message: string, event: Partial<SecurityEvent> = {}): EventPatch {
  const whole = anEvent({ message, ...event });
  expect(normalizer.claims(whole)).toBe(true);
  return normalizer.normalize(whole);
}

describe(JunosFlowNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options: {},
    event: anEvent({ 'process.name': 'RT_FLOW', message: CREATED }),
    context,
  });

  it('reads a session that was created, with its translation', () => {
    expect(normalize(CREATED)).toMatchObject({
      'event.action': 'session_created',
      'event.outcome': 'success',
      'network.protocol': 'https',
      'network.transport': 'tcp',
      'observer.ingress.interface.name': 'reth0.0',
      'observer.ingress.zone': 'trust',
      'observer.egress.zone': 'untrust',
      'rule.name': 'allow-out',
      'source.ip': '192.0.2.7',
      'source.port': 51000,
      'source.nat.ip': '203.0.113.1',
      'source.nat.port': 1024,
      'destination.ip': '198.51.100.4',
      'destination.port': 443,
      'user.name': 'ann',
      'details.rt_flow': expect.objectContaining({ 'src-nat-rule-name': 'out', 'dst-nat-rule-name': 'N/A' }) as unknown,
    });
  });

  it('reads the columns of older versions', () => {
    const line =
      '%-RT_FLOW_SESSION_CREATE: session created 192.0.2.7/51000->198.51.100.4/53 junos-dns-udp 192.0.2.7/51000->198.51.100.4/53 None None 17 dns trust untrust 41 N/A(N/A) reth0.0';
    expect(normalize(line)).toMatchObject({
      'network.transport': 'udp',
      'rule.name': 'dns',
      'observer.ingress.interface.name': 'reth0.0',
      'details.rt_flow': expect.objectContaining({ 'src-nat-rule-name': 'None', 'session-id-32': '41' }) as unknown,
    });
  });

  it('reads a session that was denied', () => {
    const line =
      '%-RT_FLOW_SESSION_DENY: session denied 2001:db8::7/51000->2001:db8::4/22 junos-ssh 6(0) deny-all trust untrust UNKNOWN UNKNOWN N/A(N/A) ge-0/0/1.0';
    expect(normalize(line, { 'process.name': 'RT_FLOW' })).toMatchObject({
      'event.action': 'session_denied',
      'event.outcome': 'failure',
      'source.ip': '2001:db8::7',
      'destination.ip': '2001:db8::4',
      'destination.port': 22,
      'rule.name': 'deny-all',
      'observer.ingress.interface.name': 'ge-0/0/1.0',
    });
  });

  it('reads what a closed session carried', () => {
    const line =
      'RT_FLOW_SESSION_CLOSE: session closed TCP FIN: 192.0.2.7/51000->198.51.100.4/80 junos-http 192.0.2.7/51000->198.51.100.4/80 None None 6 web trust untrust 41 7(526) 5(1120) 60 HTTP UNKNOWN N/A(N/A) reth0.0 No';
    expect(normalize(line)).toMatchObject({
      'event.reason': 'TCP FIN',
      'event.duration': 60e9,
      'source.bytes': 526,
      'source.packets': 7,
      'destination.bytes': 1120,
      'destination.packets': 5,
    });
  });

  it('reads the structured form, from the header or from the text', () => {
    const data = {
      'source-address': '192.0.2.7',
      'source-port': '51000',
      'destination-address': '198.51.100.4',
      'destination-port': '80',
      'protocol-id': '6',
      'policy-name': 'deny web',
    };
    const expected = { 'source.ip': '192.0.2.7', 'destination.port': 80, 'rule.name': 'deny web' };
    const header = {
      'process.name': 'RT_FLOW',
      'log.syslog.msgid': 'RT_FLOW_SESSION_DENY',
      details: { structured_data: { 'junos@2636.1.1.1.2.40': data } },
    };
    expect(normalize('', header)).toMatchObject({
      ...expected,
      message: 'session denied 192.0.2.7/51000->198.51.100.4/80',
    });
    const pairs = Object.entries(data).map(([name, value]) => `${name}="${value}"`);
    expect(normalize(`RT_FLOW - RT_FLOW_SESSION_DENY [junos@2636.1.1.1.2.40 ${pairs.join(' ')}]`)).toMatchObject(
      expected,
    );
  });

  it.each(['RT_FLOW_SESSION_CREATE: session created', 'RT_FLOW_SESSION_CREATE: a b->c d', 'RT_FLOW something else'])(
    'says nothing of %s',
    (message) => {
      expect(normalize(message)).toEqual({});
    },
  );

  it('takes linear time over a line made to be slow', () => {
    const startedAt = performance.now();
    normalize(`RT_FLOW_SESSION_CLOSE: ${'session closed '.repeat(50_000)}`);
    normalize(`RT_FLOW_SESSION_CLOSE: session closed a: ${'1.1.1.1/1->1.1.1.1/1 '.repeat(50_000)}`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
