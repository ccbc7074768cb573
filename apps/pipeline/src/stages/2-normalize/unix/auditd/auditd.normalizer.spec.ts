import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../../shippers/alias/alias.normalizer';
import { SyslogLineNormalizer } from '../../shippers/syslog-line/syslog-line.normalizer';
import { AuditdNormalizer } from './auditd.normalizer';

const normalizer = new AuditdNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const ID = 'audit(1795514400.123:4711)';
const hex = (text: string) => Buffer.from(text).toString('hex').toUpperCase();
const CALL = `type=SYSCALL msg=${ID}: arch=c000003e syscall=59 success=yes exit=0 a0=55d0 a1=55d1 a2=55d2 a3=8 items=2 ppid=10 pid=11 auid=1000 uid=0 gid=0 euid=0 tty=pts0 ses=3 comm="cat" exe="/usr/bin/cat" key="secrets"\u001dARCH=x86_64 SYSCALL=execve AUID="ann" UID="root" EUID="root"`;
const ARGUMENTS = `type=EXECVE msg=${ID}: argc=3 a0="cat" a1=${hex('my file')} a2="/etc/shadow"`;
const DIRECTORY = `type=CWD msg=${ID}: cwd="/home/ann"`;
const FILE = `type=PATH msg=${ID}: item=0 name="/usr/bin/cat" inode=77 mode=0100755 ouid=0 nametype=NORMAL`;
const TITLE = `type=PROCTITLE msg=${ID}: proctitle=${hex('cat\0my file')}`;

function normalize(message: string): EventPatch {
  expect(normalizer.claims(anEvent({ message }))).toBe(true);
  return normalizer.normalize(anEvent({ message }));
}

function events(...lines: string[]): Promise<SecurityEvent[]> {
  const plugins = [new AliasNormalizer(), new SyslogLineNormalizer(), normalizer];
  return normalized(
    plugins,
    lines.map((message) => ({ message })),
  );
}

describe(AuditdNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: CALL }), context });

  it('makes one event of the records with one id', async () => {
    const all = await events(CALL, ARGUMENTS, DIRECTORY, FILE, TITLE, CALL.replace('4711', '4712'));
    expect(all[0]).toMatchObject({
      '@timestamp': '2026-11-24T10:00:00.123Z',
      message: [CALL, ARGUMENTS, DIRECTORY, FILE, TITLE].join('\n'),
      'event.action': 'execve',
      'event.category': ['process'],
      'event.type': ['start'],
      'event.outcome': 'success',
      'event.sequence': 4711,
      'process.args': ['cat', 'my file', '/etc/shadow'],
      'process.command_line': 'cat my file /etc/shadow',
      'process.executable': '/usr/bin/cat',
      'process.name': 'cat',
      'process.parent.pid': 10,
      'process.pid': 11,
      'process.title': 'cat my file',
      'process.working_directory': '/home/ann',
      'file.path': '/usr/bin/cat',
      'rule.name': 'secrets',
      'user.effective.name': 'root',
      'user.id': '0',
      'user.name': 'root',
    });
    expect(all[0]?.details).toMatchObject({
      type: ['SYSCALL', 'EXECVE', 'CWD', 'PATH', 'PROCTITLE'],
      a0: 'cat',
      auid: '1000',
      AUID: 'ann',
    });
    expect(all.at(-1)).toMatchObject({ 'event.sequence': 4712, message: CALL.replace('4711', '4712') });
  });

  it('keeps apart what two hosts number alike', async () => {
    const [one, other] = await events(`node=a.example ${CALL}`, `node=b.example ${ARGUMENTS}`);
    expect([one?.['host.name'], other?.['host.name']]).toEqual(['a.example', 'b.example']);
    expect(other).toMatchObject({ 'event.action': 'execve', 'process.args_count': 3 });
  });

  it('reads a record that syslog brings', async () => {
    const [event] = await events(`Nov 24 10:00:05 web audispd: node=web.example ${CALL}`);
    expect(event).toMatchObject({
      'host.name': 'web.example',
      'process.name': 'cat',
      '@timestamp': '2026-11-24T10:00:00.123Z',
    });
  });

  it('reads who logged in, and whence, from a program in user space', () => {
    const message = `type=USER_LOGIN msg=${ID}: pid=9 uid=0 auid=4294967295 ses=4294967295 msg='op=login acct=${hex('ann b')} exe="/usr/sbin/sshd" hostname=a.example addr=192.0.2.1 terminal=ssh res=failed'`;
    const patch = normalize(message);
    expect(patch).toMatchObject({
      'event.action': 'user_login',
      'event.category': ['authentication'],
      'event.outcome': 'failure',
      'process.executable': '/usr/sbin/sshd',
      'source.ip': '192.0.2.1',
      'user.name': 'ann b',
    });
    expect(patch.details).not.toHaveProperty('auid');
  });

  it.each<[string, Record<string, unknown>]>([
    [
      `type=USER_CMD msg=${ID}: uid=1000 msg='cwd="/" cmd=${hex('cat /etc/shadow')} terminal=pts/0 res=success'`,
      { 'process.command_line': 'cat /etc/shadow', 'event.outcome': 'success' },
    ],
    [
      `type=ADD_USER msg=${ID}: uid=0 msg='op=add-user acct="eve" exe="/usr/sbin/useradd" res=success'`,
      { 'event.type': ['user', 'creation'], 'user.name': 'eve' },
    ],
    [
      `type=AVC msg=${ID}: avc:  denied  { write } for  pid=9 comm="httpd" name="cache" dev="dm-0" scontext=a tcontext=b tclass=dir`,
      { 'event.outcome': 'failure', 'event.action': 'avc', 'process.name': 'httpd', 'process.pid': 9 },
    ],
    [
      `[ 8.98] audit: type=1400 audit(1795514400.123:4711): apparmor="DENIED" operation="exec" profile="/usr/bin/x" name="/bin/sh" pid=9 comm="sh"`,
      { 'event.outcome': 'failure', 'event.action': 'avc', 'process.name': 'sh' },
    ],
    [`type=SOCKADDR msg=${ID}: saddr=020001BBC000020100000000000000000`, { 'event.action': 'sockaddr' }],
    [
      `type=SOCKADDR msg=${ID}: saddr=020001BBC00002010000000000000000`,
      { 'destination.ip': '192.0.2.1', 'destination.port': 443 },
    ],
    [
      `type=SOCKADDR msg=${ID}: saddr=0A0001BB0000000020010DB800000000000000000000000700000000`,
      { 'destination.ip': '2001:db8::7' },
    ],
    [
      `type=SYSCALL msg=${ID}: arch=c00000b7 syscall=35 success=no comm="rm"`,
      { 'event.action': 'unlinkat', 'event.type': ['deletion'], 'event.outcome': 'failure' },
    ],
    [`type=EXECVE msg=${ID}: argc=2 a0="cat" a1_len=6 a1[0]="abc" a1[1]="def"`, { 'process.args': ['cat', 'abcdef'] }],
    [`type=ANOM_AMTU_FAIL msg=${ID}: Text`, { 'event.action': 'anom_amtu_fail', 'event.category': ['host'] }],
    [`type=SYSCALL msg=${ID}: syscall=59 comm="CAFE"`, { 'process.name': 'CAFE' }],
  ])('reads %j', (message, expected) => {
    expect(normalize(message)).toMatchObject(expected);
  });

  it('reads what audisp-json has put together', async () => {
    const [event] = await normalized(
      [new AliasNormalizer(), normalizer],
      [
        {
          category: 'EXECVE',
          hostname: 'web.example',
          processid: 14619,
          processname: 'audisp-json',
          severity: 'INFO',
          summary: 'Execve: sudo cat /etc/passwd',
          timestamp: '2026-11-24T10:00:00.123Z',
          details: {
            auditserial: '4711',
            uid: '0',
            username: 'root',
            process: '/bin/cat',
            pid: '12',
            ppid: '11',
            parentprocess: 'sudo',
            auditkey: 'exe',
            cwd: '/home/ann',
          },
        },
      ],
    );
    expect(event).toMatchObject({
      'event.action': 'execve',
      'event.category': ['process'],
      'event.sequence': 4711,
      'host.name': 'web.example',
      'process.command_line': 'sudo cat /etc/passwd',
      'process.executable': '/bin/cat',
      'process.name': 'cat',
      'process.parent.name': 'sudo',
      'process.parent.pid': 11,
      'process.pid': 12,
      'rule.name': 'exe',
      'user.id': '0',
      'user.name': 'root',
    });
  });

  it('takes linear time over a line made to be slow', () => {
    const startedAt = performance.now();
    normalize(`type=SYSCALL msg=${ID}: ${'a'.repeat(200_000)}`);
    normalize(`type=SYSCALL msg=${ID}: ${"msg='".repeat(50_000)}`);
    normalize(`type=SYSCALL msg=${ID}: ${'k="'.repeat(50_000)}`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
