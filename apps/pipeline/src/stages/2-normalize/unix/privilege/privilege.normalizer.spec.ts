import type { EventPatch } from '@tocsin/event-model';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { PrivilegeNormalizer } from './privilege.normalizer';

const normalizer = new PrivilegeNormalizer();
const COMMAND = 'ann : TTY=pts/0 ; PWD=/home/ann ; USER=root ; COMMAND=/bin/sh -c echo a ; USER=x';

function normalize(program: string, message: string): EventPatch {
  const event = anEvent({ 'process.name': program, message });
  return normalizer.claims(event) ? normalizer.normalize(event) : {};
}

describe(PrivilegeNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options: {},
    event: anEvent({ 'process.name': 'sudo', message: COMMAND }),
    context: { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} },
  });

  it('reads a command of sudo, whatever is in it', () => {
    expect(normalize('sudo', `   ${COMMAND}`)).toMatchObject({
      'event.action': 'sudo',
      'event.category': ['process'],
      'event.outcome': 'success',
      'user.name': 'ann',
      'user.effective.name': 'root',
      'process.working_directory': '/home/ann',
      'process.command_line': '/bin/sh -c echo a ; USER=x',
      'details.tty': 'pts/0',
    });
  });

  it.each([
    [
      'ann : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls',
      ['authentication'],
      '3 incorrect password attempts',
    ],
    [
      'ann : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls',
      ['process', 'iam'],
      'user NOT in sudoers',
    ],
    [
      'ann : command not allowed ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls',
      ['process', 'iam'],
      'command not allowed',
    ],
  ])('reads a refusal of sudo: %s', (message, category, reason) => {
    expect(normalize('sudo', message)).toMatchObject({
      'event.category': category,
      'event.outcome': 'failure',
      'event.reason': reason,
      'process.command_line': '/bin/ls',
    });
  });

  it('does without a command', () => {
    const patch = normalize('sudo', 'ann : a password is required ; TTY=pts/0 ; PWD=/ ; USER=root');
    expect([patch['user.effective.name'], patch['process.command_line']]).toEqual(['root', undefined]);
  });

  it.each([
    ['su', 'Successful su for root by ann', ['ann', 'root', 'success']],
    ['su', 'FAILED su for root by ann', ['ann', 'root', 'failure']],
    ['su', '(to root) ann on pts/0', ['ann', 'root', 'success']],
    ['su', 'FAILED SU (to root) ann on pts/0', ['ann', 'root', 'failure']],
    ['su', '+ /dev/pts/0 ann:root', ['ann', 'root', 'success']],
    ['su', '- pts/0 ann:root', ['ann', 'root', 'failure']],
    ['su', 'BAD SU ann to root on /dev/ttyp1', ['ann', 'root', 'failure']],
    ['su', 'ann to root on /dev/ttyp1', ['ann', 'root', 'success']],
    ['su', 'failed: ttyq4 changing from ann to root', ['ann', 'root', 'failure']],
    ['doas', 'ann ran command /bin/ksh -l as root from /home/ann', ['ann', 'root', 'success']],
    ['doas', 'failed command for ann: ls', ['ann', undefined, 'failure']],
    ['doas', 'failed auth for ann', ['ann', undefined, 'failure']],
    ['sudo', 'unable to resolve host web', [undefined, undefined, undefined]],
    ['cat', 'ann to root on /dev/ttyp1', [undefined, undefined, undefined]],
  ])('from %s reads %j', (program, message, expected) => {
    const patch = normalize(program, message);
    expect(['user.name', 'user.effective.name', 'event.outcome'].map((field) => patch[field])).toEqual(expected);
  });

  it('tells what doas ran, and where', () => {
    expect(normalize('doas', 'ann ran command /bin/ksh -l as root from /home/ann')).toMatchObject({
      'process.command_line': '/bin/ksh -l',
      'process.working_directory': '/home/ann',
    });
  });
});
