import { readFileSync } from 'node:fs';

import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent, corpus } from '@tocsin/testing';

import { ErrorLogNormalizer } from './error-log.normalizer';

const normalizer = new ErrorLogNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };

function normalize(message: string): EventPatch {
  expect(normalizer.claims(anEvent({ message }))).toBe(true);
  return normalizer.normalize({ '@timestamp': '', message }, {}, context);
}

const DENIED =
  '[Tue Nov 24 11:30:13.262255 2026] [authz_core:error] [pid 201:tid 7] [client 192.0.2.7:34567] AH01630: client denied by server configuration: /srv/, referer: https://shop.example/';
const INCLUSION =
  '[Tue Nov 24 14:33:30.959520 2026] [:error] [pid 2406] [client 2001:db8::7] ModSecurity: Access denied with code 403. Pattern match "(x)" at ARGS:p. [file "/etc/rules.conf"] [line "160"] [id "950119"] [msg "File Inclusion"] [hostname "shop.example"] [uri "/a.php?x=1"] [unique_id "Vk"]';
const NGINX =
  '2026/11/24 11:31:23 [crit] 80#81: *7 open() "/srv/a" failed (13: Permission denied), client: 192.0.2.7, server: shop.example, request: "GET /a?b HTTP/1.1", host: "shop.example:8080", referrer: "https://shop.example/"';

describe(ErrorLogNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: INCLUSION }), context });

  it('reads what Apache 2.4 writes', () => {
    expect(normalize(DENIED)).toMatchObject({
      '@timestamp': '2026-11-24T11:30:13.262Z',
      'event.code': 'AH01630',
      'event.dataset': 'apache.error',
      'event.type': ['error'],
      'http.request.referrer': 'https://shop.example/',
      'log.level': 'error',
      'process.pid': 201,
      'process.thread.id': 7,
      'source.ip': '192.0.2.7',
      'source.port': 34567,
      'details.module': 'authz_core',
    });
  });

  it.each([
    ['[Tue Nov 24 11:30:13 2026] [notice] configured', ['2026-11-24T11:30:13.000Z', 'notice', ['info'], 'configured']],
    ['[error] [client 192.0.2.7] index forbidden: [x]', [undefined, 'error', ['error'], 'index forbidden: [x]']],
    ['[core:trace3] [remote 192.0.2.7:5] x', [undefined, 'debug', ['info'], 'x']],
  ])('reads %s', (line, expected) => {
    const patch = normalize(line);
    const read = ['@timestamp', 'log.level', 'event.type', 'error.message'].map((field) => patch[field]);
    expect(read).toEqual(expected);
  });

  it('reads what ModSecurity found', () => {
    expect(normalize(INCLUSION)).toMatchObject({
      'event.kind': 'alert',
      'event.category': ['web', 'intrusion_detection'],
      'event.type': ['denied'],
      'rule.id': '950119',
      'rule.name': 'File Inclusion',
      'rule.ruleset': '/etc/rules.conf',
      'source.ip': '2001:db8::7',
      'url.domain': 'shop.example',
      'url.path': '/a.php',
      'http.request.id': 'Vk',
    });
  });

  it('reads what nginx writes', () => {
    expect(normalize(NGINX)).toMatchObject({
      '@timestamp': '2026-11-24T11:31:23.000Z',
      'event.dataset': 'nginx.error',
      'log.level': 'critical',
      'process.pid': 80,
      'process.thread.id': 81,
      'source.ip': '192.0.2.7',
      'http.request.method': 'GET',
      'url.domain': 'shop.example',
      'url.path': '/a',
    });
  });

  it.each(['[1234] text', '[error text', '2026/11/24 a date', '[Tue Nov 24 11:30:13 2026] no level', '[emergency] x'])(
    'says nothing of %s',
    (line) => {
      expect(normalize(line)).toEqual({});
    },
  );

  it('takes linear time over a line made to be slow', () => {
    const startedAt = performance.now();
    normalize(`[error] ModSecurity: ${' ['.repeat(50_000)}`);
    normalize(`[error] ModSecurity: ${' [a "'.repeat(50_000)}`);
    normalize(`2026/11/24 11:31:23 [crit] 80#81: ${', request: "'.repeat(5_000)}`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

const lines = corpus('syslog/Apache_2k.log');

(lines ? describe : describe.skip)('over two thousand lines of a real server', () => {
  it('finds time and level in all, and the client in the 32 that name one', () => {
    const patches = readFileSync(lines ?? '', 'utf8')
      .trimEnd()
      .split(/\r?\n/)
      .map(normalize);
    expect(patches).toHaveLength(2_000);
    const having = (field: string) => patches.filter((patch) => patch[field] !== undefined).length;
    expect(['@timestamp', 'log.level', 'error.message', 'source.ip'].map(having)).toEqual([2_000, 2_000, 2_000, 32]);
  });
});
