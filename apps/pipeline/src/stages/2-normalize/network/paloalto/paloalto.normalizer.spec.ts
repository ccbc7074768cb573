import { readFileSync } from 'node:fs';

import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent, corpus } from '@tocsin/testing';

import { readCsvRow } from './csv-row';
import { PaloaltoNormalizer } from './paloalto.normalizer';

const normalizer = new PaloaltoNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const TRAFFIC =
  '1,2026/11/24 11:58:58,0001,TRAFFIC,end,0,2026/11/24 11:59:02,192.0.2.7,198.51.100.4,203.0.113.1,198.51.100.4,"Out, web",corp\\ann,,web-browsing,vsys1,trust,untrust,ae1,ae2,log,2026/11/24 11:59:02,77,1,51000,443,40000,443,0x0,tcp,allow,1000,700,300,12,2026/11/24 11:58:00,62,any,0,1,0x0,,,0,6,6,tcp-fin';
const THREAT =
  '1,2026/11/24 11:58:58,0001,THREAT,vulnerability,0,2026/11/24 11:59:02,192.0.2.7,198.51.100.4,0.0.0.0,0.0.0.0,Out,,,web,vsys1,trust,untrust,ae1,ae2,log,,77,1,51000,80,0,0,0x0,tcp,reset-both,a.bin,Overflow(30001),any,critical,client-to-server';

function normalize(message: string): EventPatch {
  expect(normalizer.claims(anEvent({ message }))).toBe(true);
  return normalizer.normalize({ '@timestamp': '', message }, {}, context);
}

describe(PaloaltoNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: TRAFFIC }), context });

  it('reads a session that ended', () => {
    expect(normalize(TRAFFIC)).toMatchObject({
      '@timestamp': '2026-11-24T11:59:02.000Z',
      'event.category': ['network'],
      'event.type': ['connection', 'end', 'allowed'],
      'event.dataset': 'panw.traffic',
      'event.duration': 62e9,
      'event.outcome': 'success',
      'event.reason': 'tcp-fin',
      'network.application': 'web-browsing',
      'network.bytes': 1000,
      'network.transport': 'tcp',
      'observer.ingress.zone': 'trust',
      'rule.name': 'Out, web',
      'source.ip': '192.0.2.7',
      'source.port': 51000,
      'source.nat.ip': '203.0.113.1',
      'source.nat.port': 40000,
      'source.bytes': 700,
      'destination.ip': '198.51.100.4',
      'destination.bytes': 300,
      'user.name': 'ann',
    });
  });

  it('reads a threat', () => {
    const patch = normalize(THREAT);
    expect(patch).toMatchObject({
      'event.kind': 'alert',
      'event.category': ['network', 'intrusion_detection'],
      'event.outcome': 'failure',
      'log.level': 'critical',
      'rule.name': 'Overflow(30001)',
      'file.name': 'a.bin',
    });
    expect(patch['source.nat.ip']).toBeUndefined();
  });

  it('reads who changed the configuration, and what the system says', () => {
    expect(
      normalize('1,2026/11/24 11:58:58,0001,CONFIG,0,0,2026/11/24 11:59:02,192.0.2.8,,commit,ann,Web,Submitted,/a'),
    ).toMatchObject({ 'event.category': ['configuration'], 'user.name': 'ann', 'source.ip': '192.0.2.8' });
    expect(
      normalize(
        '1,2026/11/24 11:58:58,0001,SYSTEM,auth,0,2026/11/24 11:59:02,,auth-fail,x,0,0,general,medium,"no, no"',
      ),
    ).toMatchObject({ 'event.action': 'auth-fail', 'event.outcome': 'failure', 'event.reason': 'no, no' });
  });

  it('leaves other lists to others', () => {
    const claims = ['1,2,3', '1,a,b,lower,x', 'TRAFFIC,1'].map((message) => normalizer.claims(anEvent({ message })));
    expect(claims).toEqual([false, false, false]);
  });
});

describe(readCsvRow.name, () => {
  it.each([
    ['a,"b, ""c""",', ['a', 'b, "c"', '']],
    ['"never closed, a', ['never closed, a']],
    ['', ['']],
  ])('reads %s', (text, expected) => {
    expect(readCsvRow(text)).toEqual(expected);
  });
});

const tests = corpus('wazuh-ruletests/tests.jsonl');

(tests ? describe : describe.skip)('over the lines other people test with', () => {
  it('knows the type of all', () => {
    const lines = readFileSync(tests ?? '', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; logs: { log: string }[] })
      .filter(({ file }) => file === 'paloalto.ini')
      .flatMap(({ logs }) => logs.map(({ log }) => log.slice(Math.max(0, log.search(/\b\d,20\d\d\//)))));
    expect(lines).toHaveLength(8);
    for (const line of lines) expect(normalize(line)['event.dataset']).toMatch(/^panw\.[a-z]+$/);
  });
});
