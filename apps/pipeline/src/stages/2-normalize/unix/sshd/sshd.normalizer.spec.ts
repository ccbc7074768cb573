import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

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

  it('takes linear time over a line made to be slow', () => {
    const startedAt = performance.now();
    normalize(`Failed password for ${' from a port 1'.repeat(50_000)}!`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it.each<[string, Record<string, unknown>]>([
    [
      'Accepted publickey for ann from 192.0.2.1 port 4000 ssh2: RSA 1f:c9:4c',
      { 'details.authmethod': 'publickey', 'details.authstatus': 'Accepted', 'details.rsakeyfingerprint': '1f:c9:4c' },
    ],
    [
      'Accepted publickey for ann from 192.0.2.1 port 4000 ssh2: ED25519-CERT SHA256:abc ID ann@example (serial 7) CA RSA SHA256:xyz',
      { 'details.keytype': 'ED25519-CERT', 'details.certificate': 'ann@example', 'details.cakey': 'RSA SHA256:xyz' },
    ],
    [
      'Postponed keyboard-interactive for invalid user bob from 192.0.2.1 port 4000 ssh2 [preauth]',
      { 'event.action': 'ssh_postponed', 'user.name': 'bob', 'details.authmethod': 'keyboard-interactive' },
    ],
    [
      'Starting session: shell on pts/0 for ann from 192.0.2.1 port 4000 id 0',
      { 'event.category': ['session'], 'details.sessiontype': 'shell', 'details.device': 'pts/0', 'user.name': 'ann' },
    ],
    [
      "Starting session: subsystem 'sftp' for ann from 192.0.2.1 port 4000",
      { 'details.subsystem': 'sftp', 'source.port': 4000 },
    ],
    [
      'error: PAM: Authentication failure for illegal user bob from 2001:db8::7',
      { 'event.outcome': 'failure', 'user.name': 'bob', 'source.ip': '2001:db8::7' },
    ],
    [
      'Received disconnect from 192.0.2.1: 11: Bye Bye [preauth]',
      { 'event.action': 'ssh_disconnected', 'source.ip': '192.0.2.1', 'event.reason': '11: Bye Bye' },
    ],
    ['Received disconnect from 2001:db8::7 port 4000:11: Bye', { 'source.ip': '2001:db8::7', 'source.port': 4000 }],
    [
      'Connection closed by 192.0.2.1 port 4000 [preauth]',
      { 'event.action': 'ssh_connection_closed', 'source.port': 4000 },
    ],
    [
      'Connection closed by authenticating user root 192.0.2.1 port 4000 [preauth]',
      { 'user.name': 'root', 'source.ip': '192.0.2.1' },
    ],
    ['Connection reset by 2001:db8::7', { 'source.ip': '2001:db8::7' }],
    ['Disconnected from user ann 192.0.2.1 port 4000', { 'user.name': 'ann', 'source.port': 4000 }],
    [
      'Disconnecting invalid user x y 192.0.2.1 port 4000: Too many authentication failures [preauth]',
      { 'user.name': 'x y', 'event.reason': 'Too many authentication failures' },
    ],
    [
      'Disconnecting: Too many authentication failures for root [preauth]',
      { 'event.action': 'ssh_denied', 'user.name': 'root' },
    ],
    [
      'Connection from 192.0.2.1 port 4000 on 198.51.100.2 port 22 rdomain ""',
      { 'destination.ip': '198.51.100.2', 'destination.port': 22 },
    ],
    [
      "Bad protocol version identification 'GET / HTTP/1.1' from 192.0.2.1 port 4000",
      { 'event.action': 'ssh_bad_protocol', 'source.ip': '192.0.2.1' },
    ],
    ['Did not receive identification string from 192.0.2.1', { 'source.ip': '192.0.2.1', 'event.outcome': 'failure' }],
    [
      'fatal: Unable to negotiate with 192.0.2.1 port 4000: no matching cipher found. Their offer: x [preauth]',
      { 'source.port': 4000, 'event.reason': 'no matching cipher found. Their offer: x' },
    ],
    [
      'reverse mapping checking getaddrinfo for a.example [192.0.2.1] failed - POSSIBLE BREAK-IN ATTEMPT!',
      { 'source.ip': '192.0.2.1', 'details.claimedhost': 'a.example' },
    ],
    [
      'Address 192.0.2.1 maps to a.example, but this does not map back to the address - POSSIBLE BREAK-IN ATTEMPT!',
      { 'source.ip': '192.0.2.1' },
    ],
    ['input_userauth_request: invalid user bob [preauth]', { 'user.name': 'bob' }],
    [
      'Accepted key ED25519 SHA256:abc found at /home/ann/.ssh/authorized_keys:3',
      { 'file.path': '/home/ann/.ssh/authorized_keys' },
    ],
    ['User bob not allowed because account is locked', { 'user.name': 'bob', 'event.reason': 'account is locked' }],
    ['Timeout before authentication for 192.0.2.1 port 4000', { 'source.ip': '192.0.2.1', 'source.port': 4000 }],
  ])('tells %j', (message, expected) => {
    expect(normalize(message)).toMatchObject(expected);
  });

  it('takes a user name as the client sent it', () => {
    expect(normalize('Invalid user  0101 from 192.0.2.1')['user.name']).toBe(' 0101');
  });

  it('leaves to PAM what PAM says', () => {
    expect(normalize('pam_unix(sshd:session): session closed for user ann')).toEqual({});
  });
});
