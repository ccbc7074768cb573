import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { PamNormalizer } from './pam.normalizer';

const normalizer = new PamNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const FAILURE = 'authentication failure; logname=eve uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=root';

function normalize(message: string, program = 'sshd'): EventPatch {
  return normalizer.normalize(anEvent({ message, 'process.name': program }));
}

describe(PamNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options: {},
    event: anEvent({ 'process.name': 'sshd(pam_unix)', message: FAILURE }),
    context,
  });

  it.each([
    ['sshd', `pam_unix(sshd:auth): ${FAILURE}`, true],
    ['sshd(pam_unix)', FAILURE, true],
    ['gdm', `(pam_unix) ${FAILURE}`, true],
    ['sshd', 'PAM 2 more authentication failures; rhost=192.0.2.1', true],
    ['sshd', 'password for root', false],
    ['postfix(x)', 'text', false],
  ])('from %s claims %j: %s', (program, message, claimed) => {
    expect(normalizer.claims(anEvent({ 'process.name': program, message }))).toBe(claimed);
  });

  it.each([
    ['sshd', `pam_unix(sshd:auth): ${FAILURE}`, 'sshd', undefined],
    ['sshd(pam_unix)', FAILURE, undefined, 'sshd'],
    ['gdm', `(pam_unix) ${FAILURE}`, undefined, undefined],
  ])('reads a failure wherever the module stands: %s %s', (program, message, service, name) => {
    expect(normalize(message, program)).toMatchObject({
      'event.action': 'pam_failure',
      'event.outcome': 'failure',
      'user.name': 'root',
      'source.ip': '192.0.2.1',
      'details.logname': 'eve',
      'details.pam_module': 'pam_unix',
    });
    expect([normalize(message, program)['details.pam_service'], normalize(message, program)['process.name']]).toEqual([
      service,
      name,
    ]);
  });

  it('keeps a remote host that is a name, and counts failures told together', () => {
    expect(normalize('PAM 3 more authentication failures; uid=0 rhost=a.example  user=root')).toMatchObject({
      'source.address': 'a.example',
      'source.domain': 'a.example',
      'tocsin.repeat': 3,
    });
  });

  it('is not fooled by an account that reads like pairs', () => {
    expect(
      normalize('pam_unix(sshd:auth): authentication failure; rhost=192.0.2.1  user=x rhost=192.0.2.9'),
    ).toMatchObject({
      'source.ip': '192.0.2.1',
      'user.name': 'x rhost=192.0.2.9',
    });
  });

  it.each([
    ['pam_unix(su-l:session): session opened for user ann by bob(uid=1000)', ['ann', 'opened', 'bob', '1000']],
    ['pam_unix(su:session): session opened for user root(uid=0) by (uid=0)', ['root', 'opened', undefined, '0']],
    ['pam_unix(su:session): session closed for user ann', ['ann', 'closed', undefined, undefined]],
  ])('reads the session of %j', (message, expected) => {
    const patch = normalize(message, 'su');
    expect(['user.name', 'details.status', 'details.originuser', 'details.uid'].map((key) => patch[key])).toEqual(
      expected,
    );
    expect(patch['event.category']).toEqual(['session']);
  });

  it.each<[string, Record<string, unknown>]>([
    [
      'pam_unix(sshd:auth): check pass; user unknown',
      { 'event.action': 'pam_user_unknown', 'event.outcome': 'failure' },
    ],
    [
      'pam_sss(sshd:auth): received for user ann: 7 (Authentication failure)',
      { 'user.name': 'ann', 'event.outcome': 'failure' },
    ],
    [
      'pam_tally2(sshd:auth): user root (0) tally 5, deny 3',
      { 'user.name': 'root', 'user.id': '0', 'event.type': ['denied'] },
    ],
    ['pam_unix(passwd:chauthtok): password changed for ann', { 'event.category': ['iam'], 'user.name': 'ann' }],
    ['pam_systemd(sshd:session): Failed to create session: Access denied', { 'details.pam_module': 'pam_systemd' }],
  ])('tells %j', (message, expected) => {
    expect(normalize(message)).toMatchObject(expected);
  });

  it('says nothing of what only starts alike', () => {
    expect(normalize('PAM is on')).toEqual({});
  });

  it('takes linear time over a line made to be slow', () => {
    const startedAt = performance.now();
    normalize(`pam_unix(sshd:auth): authentication failure; ${' user=a rhost='.repeat(50_000)}`);
    normalize(`pam_sss(sshd:auth): received for user ${': 7 ('.repeat(50_000)}`);
    normalize(`pam_unix(su:session): session opened for user ${'a '.repeat(50_000)}`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
