import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { FilterlogNormalizer } from './filterlog.normalizer';

const normalizer = new FilterlogNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const UDP = '9,,,1000000103,igb0,match,block,in,4,0x0,,6,60624,0,DF,17,udp,92,198.51.100.4,192.0.2.7,57434,33443,72';
const TCP6 =
  '5,16777216,,1000000104,em1,match,pass,out,6,0x00,0x12345,64,TCP,6,40,2001:db8::7,2001:db8::4,51000,443,0,S,123,0,65535,,mss';

function normalize(message: string): EventPatch {
  expect(normalizer.claims(anEvent({ message }))).toBe(true);
  return normalizer.normalize({ '@timestamp': '', message });
}

describe(FilterlogNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: UDP }), context });

  it('reads a blocked datagram and keeps every column', () => {
    expect(normalize(UDP)).toEqual({
      'event.category': ['network'],
      'event.type': ['connection', 'denied'],
      'event.action': 'block',
      'event.outcome': 'failure',
      'event.module': 'pfsense',
      'event.dataset': 'pfsense.filterlog',
      'rule.id': '9',
      'observer.type': 'firewall',
      'observer.ingress.interface.name': 'igb0',
      'network.direction': 'inbound',
      'network.type': 'ipv4',
      'network.bytes': 92,
      'network.transport': 'udp',
      'network.iana_number': '17',
      'source.address': '198.51.100.4',
      'source.ip': '198.51.100.4',
      'source.port': 57434,
      'destination.address': '192.0.2.7',
      'destination.ip': '192.0.2.7',
      'destination.port': 33443,
      'details.action': 'block',
      'details.anchor': '',
      'details.direction': 'in',
      'details.interface': 'igb0',
      'details.ip': {
        ecn: '',
        flags: 'DF',
        id: '60624',
        length: '92',
        offset: '0',
        protocolid: '17',
        protocoltext: 'udp',
        tos: '0x0',
        ttl: '6',
        version: 4,
      },
      'details.ipversion': '4',
      'details.reason': 'match',
      'details.rulenumber': '9',
      'details.subrulenumber': '',
      'details.trackor': '1000000103',
      'details.datalength': '72',
    });
  });

  it('reads a segment over IPv6 that was let out', () => {
    expect(normalize(TCP6)).toMatchObject({
      'event.type': ['connection', 'allowed'],
      'event.outcome': 'success',
      'network.direction': 'outbound',
      'network.type': 'ipv6',
      'network.transport': 'tcp',
      'observer.egress.interface.name': 'em1',
      'source.ip': '2001:db8::7',
      'source.port': 51000,
      'destination.ip': '2001:db8::4',
      'destination.port': 443,
      'details.tcp': { flags: 'S', seqnumber: '123', acknumber: '0', window: '65535', urg: '', options: 'mss' },
      'details.datalength': '0',
    });
  });

  it('reads a protocol without ports, with the name of the program before it', () => {
    const line =
      'filterlog: 65,,,0,vmx1,match,pass,out,4,0x0,,63,21011,0,none,1,icmp,56,192.0.2.7,192.0.2.1,datalength=36';
    expect(normalize(line)).toMatchObject({
      'network.transport': 'icmp',
      'destination.ip': '192.0.2.1',
      'details.protocol_data': 'datalength=36',
    });
  });

  it.each([
    '1,2,in,4',
    '9,,,1,igb0,match,burn,in,4,0x0',
    '9,,,1,igb0,match,block,in,5,0x0',
    `9${',in,'.repeat(2_000)}`,
  ])('says nothing of %.30s', (message) => {
    expect(normalize(message)).toEqual({});
  });

  it('claims what the program wrote and what looks like it, and no other list', () => {
    const claims = [
      anEvent({ 'process.name': 'filterlog', message: '' }),
      anEvent({ message: '1,2,3' }),
      anEvent({ message: 'a,in,b' }),
    ].map((event) => normalizer.claims(event));
    expect(claims).toEqual([true, false, false]);
  });
});
