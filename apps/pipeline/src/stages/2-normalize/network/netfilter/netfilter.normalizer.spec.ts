import { readFileSync } from 'node:fs';

import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent, corpus } from '@tocsin/testing';

import { NetfilterNormalizer } from './netfilter.normalizer';

const normalizer = new NetfilterNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const BLOCKED =
  '[ 3529.289825] [UFW BLOCK] IN=eth0 OUT= MAC=00:00:5e:00:53:01:00:00:5e:00:53:02:08:00 SRC=198.51.100.4 DST=192.0.2.7 LEN=60 TOS=0x00 PREC=0x00 TTL=52 ID=0 DF PROTO=TCP SPT=4000 DPT=22 WINDOW=8192 RES=0x00 SYN URGP=0';

function normalize(message: string): EventPatch {
  expect(normalizer.claims(anEvent({ message }))).toBe(true);
  return normalizer.normalize({ '@timestamp': '', message });
}

describe(NetfilterNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: BLOCKED }), context });

  it('reads what ufw blocks', () => {
    expect(normalize(BLOCKED)).toMatchObject({
      'event.type': ['connection', 'denied'],
      'event.outcome': 'failure',
      'event.module': 'ufw',
      'rule.name': 'UFW BLOCK',
      'observer.ingress.interface.name': 'eth0',
      'network.direction': 'ingress',
      'network.transport': 'tcp',
      'network.type': 'ipv4',
      'network.bytes': 60,
      'source.ip': '198.51.100.4',
      'source.port': 4000,
      'source.mac': '00-00-5E-00-53-02',
      'destination.ip': '192.0.2.7',
      'destination.port': 22,
      'destination.mac': '00-00-5E-00-53-01',
      'details.netfilter': expect.objectContaining({ TTL: '52', flags: ['DF', 'SYN'] }) as unknown,
    });
  });

  it.each([
    ['IN= OUT=lo SRC=2001:db8::1 DST=2001:db8::2 PROTO=ICMPv6', ['unknown', undefined, 'egress', 'ipv6']],
    [
      'DROP(src wan)IN=eth0 OUT=eth1 SRC=192.0.2.1 DST=192.0.2.2 PROTO=2',
      ['failure', 'DROP(src wan)', 'unknown', 'ipv4'],
    ],
    ['[1.5] ACCEPT IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2', ['success', 'ACCEPT', 'ingress', 'ipv4']],
  ])('reads %s', (message, expected) => {
    const patch = normalize(message);
    const fields = ['event.outcome', 'rule.name', 'network.direction', 'network.type'];
    expect(fields.map((field) => patch[field])).toEqual(expected);
  });

  it('keeps the packet that was logged, not the one inside an error', () => {
    const inner =
      'IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=ICMP TYPE=3 CODE=3 [SRC=192.0.2.2 DST=198.51.100.9 PROTO=UDP SPT=1 DPT=53 ]';
    expect(normalize(inner)).toMatchObject({ 'source.ip': '192.0.2.1', 'destination.ip': '192.0.2.2' });
  });

  it('says nothing of other lines', () => {
    expect(normalize('IN=a line with SRC=x and DST=y that are no addresses')).toEqual({});
    expect(normalizer.claims(anEvent({ message: 'a line with SRC=x and DST=y but without its start' }))).toBe(false);
  });
});

const tests = corpus('wazuh-ruletests/tests.jsonl');

(tests ? describe : describe.skip)('over the lines other people test with', () => {
  it('finds both ends and the protocol in all', () => {
    const lines = readFileSync(tests ?? '', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; logs: { log: string }[] })
      .filter(({ file }) => file === 'iptables.ini')
      .flatMap(({ logs }) => logs.map(({ log }) => log.slice(log.indexOf('kernel: ') + 'kernel: '.length)));
    expect(lines).toHaveLength(41);
    for (const line of lines) {
      const patch = normalize(line);
      for (const field of ['source.ip', 'destination.ip', 'network.transport', 'event.outcome'])
        expect([line, field, patch[field]]).toEqual([line, field, expect.any(String)]);
    }
  });
});
