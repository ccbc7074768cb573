import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { IisNormalizer } from './iis.normalizer';

const normalizer = new IisNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'Europe/Berlin', receivedAt: 0, record: {} };
const LINE =
  '2026-11-24 22:01:59 203.0.113.1 GET /a/b.aspx x=1&y=../c 443 CORP\\ann 192.0.2.7 Mozilla/5.0+(X11) https://shop.example/ 404 0 2 15';

function normalize(message: string): EventPatch {
  expect(normalizer.claims(anEvent({ message }))).toBe(true);
  return normalizer.normalize({ '@timestamp': '', message }, {}, context);
}

describe(IisNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: LINE }), context });

  it('reads the default columns, whose times are UTC', () => {
    expect(normalize(LINE)).toMatchObject({
      '@timestamp': '2026-11-24T22:01:59.000Z',
      'event.dataset': 'iis.access',
      'event.duration': 15e6,
      'event.outcome': 'failure',
      'http.request.method': 'GET',
      'http.request.referrer': 'https://shop.example/',
      'http.response.status_code': 404,
      'source.ip': '192.0.2.7',
      'destination.ip': '203.0.113.1',
      'destination.port': 443,
      'url.path': '/a/b.aspx',
      'url.query': 'x=1&y=../c',
      'user.name': 'CORP\\ann',
      'user_agent.original': 'Mozilla/5.0 (X11)',
    });
  });

  it('reads columns with site and computer, and without a referrer', () => {
    const line = '2026-11-24 22:01:59 W3SVC58 WEB-01 203.0.113.1 POST / - 80 - 2001:db8::7 - 200 0 0';
    expect(normalize(line)).toMatchObject({
      'host.name': 'WEB-01',
      'details.site': 'W3SVC58',
      'source.ip': '2001:db8::7',
      'event.outcome': 'success',
      'url.original': '/',
    });
  });

  it('reads what is left of a line that was cut', () => {
    expect(normalize('2026-11-24 22:01:59 W3SVC58 WEB-01 203.0.113.1 GET /a.aspx id=1;declare')).toMatchObject({
      'destination.ip': '203.0.113.1',
      'http.request.method': 'GET',
      'url.query': 'id=1;declare',
    });
  });

  it('says nothing of other lines that begin with a time, fast', () => {
    const startedAt = performance.now();
    expect(normalize('2026-11-24 22:01:59 INFO the server GET started a b 80 - c d')).toEqual({});
    expect(normalize(`2026-11-24 22:01:59 203.0.113.1 GET ${'a '.repeat(100_000)}`)).toEqual({});
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
