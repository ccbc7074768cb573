import type { EventPatch } from '@tocsin/event-model';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { AccountsNormalizer } from './accounts.normalizer';

const normalizer = new AccountsNormalizer();
const ADDED = 'new user: name=ann, UID=1001, GID=1002, home=/home/ann, shell=/bin/sh, from=/dev/pts/0';

function normalize(program: string, message: string): EventPatch {
  const event = anEvent({ 'process.name': program, message });
  expect(normalizer.claims(event)).toBe(true);
  return normalizer.normalize(event);
}

describe(AccountsNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options: {},
    event: anEvent({ 'process.name': 'useradd', message: ADDED }),
    context: { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} },
  });

  it('reads a new account', () => {
    expect(normalize('useradd', ADDED)).toMatchObject({
      'event.action': 'user_added',
      'event.category': ['iam'],
      'event.type': ['user', 'creation'],
      'user.name': 'ann',
      'user.id': '1001',
      'group.id': '1002',
      'details.home': '/home/ann',
      'details.tty': '/dev/pts/0',
    });
  });

  it.each([
    ['groupadd', 'group added to /etc/group: name=ops, GID=1002', ['group_added', undefined, 'ops']],
    ['userdel', "delete user 'ann'", ['user_deleted', 'ann', undefined]],
    ['userdel', "removed group 'ann' owned by 'ann'", ['group_deleted', undefined, 'ann']],
    ['usermod', "add 'ann' to group 'wheel'", ['group_member_added', 'ann', 'wheel']],
    ['usermod', "add 'ann' to shadow group 'wheel'", ['group_member_added', 'ann', 'wheel']],
    ['usermod', "change user 'ann' shell from '/bin/sh' to '/bin/zsh'", ['user_changed', 'ann', undefined]],
    ['usermod', "lock user 'ann' password", ['user_locked', 'ann', undefined]],
    ['gpasswd', 'user ann removed by root from group wheel', ['group_member_removed', 'ann', 'wheel']],
    ['passwd', "password for 'ann' changed by 'root'", ['password_changed', 'ann', undefined]],
    ['systemd-logind', 'New session 5 of user ann.', ['session_opened', 'ann', undefined]],
    ['systemd-logind', 'Removed session c2.', ['session_closed', undefined, undefined]],
    ['cron', '(crontab) AUTH (crontab command not allowed)', ['cron_denied', 'crontab', undefined]],
    ['CRON', '(root) LIST (root)', ['crontab', 'root', undefined]],
  ])('from %s reads %j', (program, message, expected) => {
    const patch = normalize(program, message);
    expect([patch['event.action'], patch['user.name'], patch['group.name']]).toEqual(expected);
  });

  it.each([
    ['login', 'ROOT LOGIN ON tty1', ['root', undefined, 'success']],
    ['login', 'LOGIN ON tty1 BY ann', ['ann', undefined, 'success']],
    ['login', "FAILED LOGIN (1) on '/dev/tty1' FOR 'ann', Authentication failure", ['ann', undefined, 'failure']],
    ['login', 'FAILED LOGIN 2 FROM 192.0.2.1 FOR ann, Authentication failure', ['ann', '192.0.2.1', 'failure']],
    ['login', "invalid password for 'UNKNOWN'  on 'pts/2' from '192.0.2.1'", ['UNKNOWN', '192.0.2.1', 'failure']],
    [
      'klogind',
      'Authentication failed from 192.0.2.1 (192.0.2.1): Permission denied',
      [undefined, '192.0.2.1', 'failure'],
    ],
    ['gdm-binary', "Couldn't authenticate user", [undefined, undefined, 'failure']],
  ])('from %s reads the login %j', (program, message, expected) => {
    const patch = normalize(program, message);
    expect([patch['user.name'], patch['source.ip'], patch['event.outcome']]).toEqual(expected);
  });

  it('reads what cron runs', () => {
    expect(normalize('CRON', '(root) CMD (   cd / && run-parts /etc/cron.hourly (x))')).toMatchObject({
      'event.action': 'cron_command',
      'user.name': 'root',
      'process.command_line': 'cd / && run-parts /etc/cron.hourly (x)',
    });
  });

  it('says nothing of other messages', () => {
    expect(normalize('systemd-logind', 'Watching system buttons')).toEqual({});
  });
});
