import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { SquidWrappedNormalizer } from './squid-wrapped.normalizer';

const normalizer = new SquidWrappedNormalizer();
const LINE =
  '1764000000.187    524 192.0.2.7 58322 198.51.100.4 444 TCP_MISS 200 152 339 GET http://shop.example:444/ http shop.example text/html';
const WRAPPED = {
  tags: 'squid',
  source: 'access',
  customendpoint: ' ',
  category: 'proxy',
  TAGS: '.source.access_src',
  SOURCEIP: '127.0.0.1',
  SOURCE: 'access_src',
  PRIORITY: 'notice',
  MESSAGE: LINE,
  HOST_FROM: 'proxy.example',
  DATE: 'Jan 21 03:57:42',
};

function contextOf(record: NormalizerContext['record']): NormalizerContext {
  return { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record };
}

const normalize = (record: NormalizerContext['record']): EventPatch =>
  normalizer.normalize(anEvent(), {}, contextOf(record));

describe(SquidWrappedNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent(), context: contextOf(WRAPPED) });

  it('reads the line and takes nothing of its wrapper for the request', () => {
    expect(normalize(WRAPPED)).toMatchObject({
      '@timestamp': '2025-11-24T16:00:00.187Z',
      message: LINE,
      'event.provider': 'access',
      'event.module': 'squid',
      'source.ip': '192.0.2.7',
      'source.port': 58322,
      'destination.ip': '198.51.100.4',
      'destination.port': 444,
      'host.name': 'proxy.example',
      'log.level': 'informational',
      tags: ['squid'],
      'tocsin.category': 'proxy',
      details: {
        customendpoint: ' ',
        SOURCEIP: '127.0.0.1',
        PRIORITY: 'notice',
        duration: 0.524,
        proxyaction: 'TCP_MISS',
        requestsize: 152,
        responsesize: 339,
        status: '200',
      },
    });
  });

  it('reads a line that MozDef took apart', () => {
    const details = { sourceipaddress: '192.0.2.7', destination: 'shop.example:6667', proxyaction: 'TCP_DENIED/-' };
    const connect = { ...details, tcpaction: 'CONNECT', host: 'shop.example', status: '-' };
    const record = {
      category: 'proxy',
      customendpoint: ' ',
      hostname: 'proxy.example',
      summary: 's',
      details: connect,
    };
    expect(normalize(record)).toMatchObject({
      message: 's',
      'event.action': 'TCP_DENIED/-',
      'event.outcome': 'failure',
      'event.type': ['access', 'denied'],
      'host.name': 'proxy.example',
      'source.ip': '192.0.2.7',
      'url.domain': 'shop.example',
      'url.port': 6667,
      details: { ...connect, customendpoint: ' ' },
    });
    expect(normalizer.claims(anEvent(), contextOf({ category: 'squid', details: connect }))).toBe(true);
  });

  it('keeps what it cannot read', () => {
    expect(normalize({ ...WRAPPED, MESSAGE: 'out of memory' })).toMatchObject({
      message: 'out of memory',
      'tocsin.category': 'proxy',
    });
  });

  it.each([
    { key1: 'squid' },
    { category: 'proxy', details: { host: 'shop.example' } },
    { category: 'syslog', customendpoint: ' ', MESSAGE: LINE },
  ])('leaves %j to others', (record) => {
    expect(normalizer.claims(anEvent(), contextOf(record))).toBe(false);
  });
});
