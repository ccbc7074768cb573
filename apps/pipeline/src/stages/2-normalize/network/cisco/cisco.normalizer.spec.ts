import { readFileSync } from 'node:fs';

import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent, corpus } from '@tocsin/testing';

import { CiscoNormalizer } from './cisco.normalizer';

const normalizer = new CiscoNormalizer();
const RECEIVED = Date.parse('2026-11-24T12:00:00Z');
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: RECEIVED, record: {} };

function normalize(message: string): EventPatch {
  expect(normalizer.claims(anEvent({ message }))).toBe(true);
  return normalizer.normalize({ '@timestamp': '', message }, {}, context);
}

const DENIED =
  '%ASA-4-106023: Deny tcp src outside:198.51.100.4/2143 dst dmz:192.0.2.11/445 by access-group "outside_in" [0x0, 0x0]';
const BUILT =
  '%ASA-6-302013: Built outbound TCP connection 9 for outside:198.51.100.4/443 (198.51.100.4/443)(LOCAL\\ann) to inside:192.0.2.7/53496 (203.0.113.1/1024)';

describe(CiscoNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: BUILT }), context });

  it('reads a denied connection', () => {
    expect(normalize(DENIED)).toEqual({
      '@timestamp': undefined,
      'destination.address': '192.0.2.11',
      'destination.ip': '192.0.2.11',
      'destination.port': 445,
      'event.action': 'connection_denied',
      'event.category': ['network'],
      'event.code': '106023',
      'event.dataset': 'cisco.asa',
      'event.duration': undefined,
      'event.module': 'cisco',
      'event.outcome': 'failure',
      'event.provider': 'ASA',
      'event.severity': 4,
      'event.type': ['connection', 'denied'],
      'log.level': 'warning',
      'network.iana_number': '6',
      'network.transport': 'tcp',
      'observer.egress.interface.name': 'dmz',
      'observer.ingress.interface.name': 'outside',
      'observer.product': 'asa',
      'observer.type': 'firewall',
      'observer.vendor': 'Cisco',
      'rule.name': 'outside_in',
      'source.address': '198.51.100.4',
      'source.ip': '198.51.100.4',
      'source.port': 2143,
    });
  });

  it('turns an outbound connection, which is told from outside in, and keeps its translation', () => {
    expect(normalize(BUILT)).toMatchObject({
      'event.action': 'connection_started',
      'network.direction': 'outbound',
      'source.ip': '192.0.2.7',
      'source.port': 53496,
      'source.nat.ip': '203.0.113.1',
      'source.nat.port': 1024,
      'destination.ip': '198.51.100.4',
      'destination.port': 443,
    });
  });

  it.each<[string, EventPatch]>([
    [
      '%ASA-6-302014: Teardown TCP connection 4 for outside:198.51.100.4/53 to inside:192.0.2.7/1032 duration 1:02:03 bytes 526 TCP FINs',
      { 'event.action': 'connection_ended', 'event.duration': 3_723e9, 'network.bytes': 526 },
    ],
    [
      '%ASA-6-106100: access-list in permitted tcp inside/192.0.2.7(1234) -> outside/2001:db8::4(443) hit-cnt 1',
      { 'rule.name': 'in', 'source.port': 1234, 'destination.ip': '2001:db8::4', 'destination.port': 443 },
    ],
    [
      '%ASA-6-113005: AAA user authentication Rejected: reason = bad password: server = 192.0.2.2, User = ann: user IP = 198.51.100.4',
      { 'event.action': 'login', 'event.outcome': 'failure', 'user.name': 'ann', 'source.ip': '198.51.100.4' },
    ],
    [
      '%ASA-4-113019: Group = staff, Username = ann, IP = 198.51.100.4, Session disconnected. Duration: 0h:01m, Reason: User Requested',
      { 'event.action': 'session_ended', 'user.name': 'ann', 'source.ip': '198.51.100.4' },
    ],
    [
      '%ASA-6-113039: Group <staff> User <ann> IP <198.51.100.4> AnyConnect parent session started.',
      { 'event.action': 'session_started', 'user.name': 'ann', 'source.ip': '198.51.100.4' },
    ],
    [
      "%ASA-5-111010: User 'ann', running 'CLI' from IP 192.0.2.7, executed 'write erase'",
      {
        'event.action': 'command_executed',
        'user.name': 'ann',
        'process.command_line': 'write erase',
        'source.ip': '192.0.2.7',
      },
    ],
    [
      '%ASA-6-605005: Login permitted from 192.0.2.7/3259 to inside:192.0.2.1/ssh for user "ann"',
      { 'event.outcome': 'success', 'user.name': 'ann', 'destination.port': 22, 'source.port': 3259 },
    ],
    [
      '%ASA-5-304001: 192.0.2.7 Accessed URL 198.51.100.4:http://shop.example/a',
      { 'source.ip': '192.0.2.7', 'destination.ip': '198.51.100.4', 'url.domain': 'shop.example' },
    ],
    [
      '%FTD-6-430003: EventPriority: Low, AccessControlRuleAction: Block, SrcIP: 192.0.2.7, DstIP: 198.51.100.4, SrcPort: 5, DstPort: 80, Protocol: tcp, AccessControlRuleName: No web, InitiatorBytes: 7',
      { 'event.outcome': 'failure', 'source.ip': '192.0.2.7', 'rule.name': 'No web', 'source.bytes': 7 },
    ],
    [
      '%SEC-6-IPACCESSLOGP: list 102 denied tcp 192.0.2.7(3067) (Serial4/3 ) -> 198.51.100.4(139), 1 packet',
      { 'event.dataset': 'cisco.ios', 'rule.name': '102', 'source.port': 3067, 'destination.port': 139 },
    ],
    [
      '%IPS-4-SIGNATURE: Sig:3051 Subsig:1 Sev:4 Window Size [192.0.2.7:51654 -> 198.51.100.4:80]',
      { 'event.action': 'intrusion_detected', 'source.port': 51654, 'destination.port': 80 },
    ],
    [
      '%SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: ann] [Source: 192.0.2.7] [localport: 22] [Reason: Login Authentication Failed]',
      {
        'event.outcome': 'failure',
        'user.name': 'ann',
        'source.ip': '192.0.2.7',
        'event.reason': 'Login Authentication Failed',
      },
    ],
    [
      '%SYS-5-CONFIG_I: Configured from console by ann on vty0 (192.0.2.7)',
      { 'event.action': 'configuration_changed', 'user.name': 'ann', 'source.ip': '192.0.2.7' },
    ],
    [
      '%DOT1X-5-FAIL: Authentication failed for client (0000.5e00.5301) on Interface Fa0/3',
      { 'event.action': 'login', 'event.outcome': 'failure' },
    ],
    ['%LINK-3-UPDOWN: Interface Port-channel1, changed state to up', { 'event.category': ['host'] }],
    ['%PKT_INFRA-LINK-3-UPDOWN : Interface x', { 'event.provider': 'PKT_INFRA-LINK', 'event.code': 'UPDOWN' }],
  ])('reads %s', (message, expected) => {
    expect(normalize(message)).toMatchObject(expected);
  });

  it.each([
    ['Oct 03 2026 17:34:08: ', '2026-10-03T17:34:08.000Z'],
    ['3924923: *Oct  6 03:32:04.114 UTC: ', '2026-10-06T03:32:04.114Z'],
    ['681: Aug 17 17:41:24.776 LMT: ', '2026-08-17T17:41:24.776Z'],
    ['00:00:46: ', undefined],
  ])('takes the clock of the device from %j', (prefix, expected) => {
    expect(normalize(prefix + DENIED)['@timestamp']).toBe(expected);
  });

  it.each(['100 %Done-5-x: y', '%ASA-9-106023: Deny', '%ABC no mark'])('says nothing of %s', (message) => {
    expect(normalizer.normalize(anEvent({ message }), {}, context)).toEqual({});
  });

  it('takes linear time over a line made to be slow', () => {
    const startedAt = performance.now();
    normalize(`%ASA-4-106023: ${'from user = by duration '.repeat(20_000)}`);
    normalize(`%ASA-4-106023: ${'x'.repeat(200_000)}`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

const tests = corpus('wazuh-ruletests/tests.jsonl');

(tests ? describe : describe.skip)('over the messages other people test with', () => {
  it('names the kind of all, and both ends where the message has two addresses', () => {
    const messages = readFileSync(tests ?? '', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; logs: { log: string }[] })
      .filter(({ file }) => /^(?:cisco_|pix)/.test(file))
      .flatMap(({ logs }) => logs.map(({ log }) => log));
    expect(messages).toHaveLength(117);
    for (const message of messages) expect(normalize(message)['event.code']).toBeDefined();
    const twoEnds = /(?:src|from) \S*?(?:\d{1,3}\.){3}\d{1,3}\S* (?:dst|to) \S*?(?:\d{1,3}\.){3}\d{1,3}/;
    const traffic = messages.filter((message) => twoEnds.test(message));
    expect(traffic.length).toBeGreaterThan(25);
    for (const message of traffic)
      expect([message, normalize(message)]).toEqual([
        message,
        expect.objectContaining({
          'source.ip': expect.any(String) as string,
          'destination.ip': expect.any(String) as string,
        }),
      ]);
  });
});
