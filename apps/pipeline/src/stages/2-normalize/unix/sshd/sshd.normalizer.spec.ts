import { readFileSync } from 'node:fs';

import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { FieldWriter, applyPatch, type NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent, corpus } from '@tocsin/testing';

import { SyslogLineNormalizer } from '../../shippers/syslog-line/syslog-line.normalizer';
import { SshdNormalizer } from './sshd.normalizer';

const normalizer = new SshdNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };

const normalize = (message: string): EventPatch => normalizer.normalize({ '@timestamp': '', message });

function attempt(message: string): unknown[] {
  const patch = normalize(message);
  return ['event.action', 'event.outcome', 'user.name', 'source.ip', 'source.port'].map((field) => patch[field]);
}

describe(SshdNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options: {},
    event: anEvent({ 'process.name': 'sshd', message: 'Failed password for root from 192.0.2.1 port 4000 ssh2' }),
    context,
  });

  it('claims the programs of OpenSSH and no other', () => {
    const claimed = ['sshd', 'sshd-session', 'sshd-auth', 'ssh', 'dropbear'].map((program) =>
      normalizer.claims(anEvent({ 'process.name': program })),
    );
    expect(claimed).toEqual([true, true, true, false, false]);
  });

  it.each<[string, unknown[]]>([
    ['Failed password for root from 192.0.2.1 port 4000 ssh2', ['ssh_failed', 'failure', 'root', '192.0.2.1', 4000]],
    [
      'Failed password for invalid user oracle from 2001:db8::7 port 4000 ssh2',
      ['ssh_failed', 'failure', 'oracle', '2001:db8::7', 4000],
    ],
    [
      'Accepted publickey for ann from 192.0.2.1 port 4000 ssh2: ED25519 SHA256:abc',
      ['ssh_accepted', 'success', 'ann', '192.0.2.1', 4000],
    ],
    ['Invalid user guest from 192.0.2.1', ['ssh_invalid_user', 'failure', 'guest', '192.0.2.1', undefined]],
    ['Invalid user guest from 192.0.2.1 port 4000', ['ssh_invalid_user', 'failure', 'guest', '192.0.2.1', 4000]],
    [
      'User bob from 192.0.2.1 not allowed because not listed in AllowUsers',
      ['ssh_denied', 'failure', 'bob', '192.0.2.1', undefined],
    ],
    [
      'error: maximum authentication attempts exceeded for root from 192.0.2.1 port 4000 ssh2 [preauth]',
      ['ssh_denied', 'failure', 'root', '192.0.2.1', 4000],
    ],
    [
      ' Failed none for invalid user  from 192.0.2.1 port 4000 ssh2',
      ['ssh_failed', 'failure', undefined, '192.0.2.1', 4000],
    ],
  ])('reads %j', (message, expected) => {
    expect(attempt(message)).toEqual(expected);
  });

  it('is not fooled by a user name that reads like the rest of the line', () => {
    expect(
      attempt('Failed password for invalid user x from 10.0.0.1 port 1 ssh2 from 192.0.2.1 port 4000 ssh2'),
    ).toEqual(['ssh_failed', 'failure', 'x from 10.0.0.1 port 1 ssh2', '192.0.2.1', 4000]);
  });

  it('keeps a host name as the domain of the source', () => {
    expect(normalize('Failed password for root from scanner.example port 4000 ssh2')).toMatchObject({
      'source.address': 'scanner.example',
      'source.domain': 'scanner.example',
    });
  });

  it('understands a message that stands for several', () => {
    expect(
      normalize('message repeated 5 times: [ Failed password for root from 192.0.2.1 port 4000 ssh2]'),
    ).toMatchObject({ 'event.action': 'ssh_failed', 'user.name': 'root', 'tocsin.repeat': 5 });
  });

  it('takes linear time over a line made to be slow', () => {
    const startedAt = performance.now();
    normalize(`Failed password for ${' from a port 1'.repeat(50_000)}!`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('says nothing of other messages', () => {
    expect(normalize('Received disconnect from 192.0.2.1: 11: Bye Bye [preauth]')).toEqual({});
  });
});

const lines = corpus('syslog/OpenSSH_2k.log');
const truth = corpus('syslog/OpenSSH_2k.ecs.jsonl');

(lines && truth ? describe : describe.skip)('over two thousand lines of a real server', () => {
  it('agrees with the reference on user, address, outcome, action and repetition of every line', () => {
    const raw = readFileSync(lines ?? '', 'utf8')
      .trimEnd()
      .split(/\r?\n/);
    const expected = readFileSync(truth ?? '', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as SecurityEvent);
    expect(raw).toHaveLength(2_000);
    for (const [position, line] of raw.entries()) {
      const event = fromLine(line);
      const reference = expected[position] as SecurityEvent;
      expect(pick(event, ['tocsin.repeat'])).toEqual([reference['event.repeat']]);
      const fields = [
        'user.name',
        'source.ip',
        'event.outcome',
        'event.action',
        'host.name',
        'process.name',
        'process.pid',
      ];
      expect(pick(event, fields)).toEqual(pick(reference, fields));
      expect(event['@timestamp'].slice(5, 19)).toBe(reference['@timestamp'].slice(5, 19));
    }
  });
});

function fromLine(line: string): SecurityEvent {
  const event: SecurityEvent = { '@timestamp': '2026-11-24T12:00:00.000Z', message: line };
  const receipt = { ...context, receivedAt: Date.parse('2026-11-24T12:00:00Z') };
  for (const one of [new SyslogLineNormalizer(), normalizer])
    if (one.claims(event, receipt))
      applyPatch(event, one.normalize(event, { keepShipper: true }, receipt), new FieldWriter(['*']));
  return event;
}

function pick(event: SecurityEvent, fields: readonly string[]): unknown[] {
  return fields.map((field) => event[field]);
}
