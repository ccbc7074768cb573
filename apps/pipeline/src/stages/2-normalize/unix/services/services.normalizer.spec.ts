import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { ServicesNormalizer } from './services.normalizer';

const normalizer = new ServicesNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const LOGIN = 'imap-login: Login: user=<ann>, method=PLAIN, rip=192.0.2.1, lip=198.51.100.2, mpid=7, TLS';

function normalize(program: string | undefined, message: string): EventPatch {
  const event = anEvent({ message, ...(program === undefined ? {} : { 'process.name': program }) });
  return normalizer.claims(event) ? normalizer.normalize(event, {}, context) : {};
}

describe(ServicesNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options: {},
    event: anEvent({ 'process.name': 'dovecot', message: LOGIN }),
    context,
  });

  it.each<[string, string, unknown[]]>([
    ['dovecot', LOGIN, ['ann', '192.0.2.1', 'success']],
    [
      'dovecot',
      'imap-login: Disconnected (auth failed, 7 attempts in 9 secs): user=<ann>, method=PLAIN, rip=192.0.2.1, lip=198.51.100.2',
      ['ann', '192.0.2.1', 'failure'],
    ],
    [
      'dovecot',
      'pop3-login: Aborted login (1 authentication attempts): user=<ann>, method=PLAIN, rip=192.0.2.1, lip=198.51.100.2',
      ['ann', '192.0.2.1', 'failure'],
    ],
    ['dovecot', 'pop3-login: Disconnected: rip=192.0.2.1, lip=198.51.100.2', [undefined, '192.0.2.1', undefined]],
    ['dovecot', 'auth-worker(default): sql(ann,192.0.2.1): unknown user', ['ann', '192.0.2.1', 'failure']],
    [
      'postfix/smtpd',
      'warning: unknown[192.0.2.1]: SASL LOGIN authentication failed: UGFzc3dvcmQ6',
      [undefined, '192.0.2.1', 'failure'],
    ],
    ['postfix/smtpd', 'connect from a.example[192.0.2.1]', [undefined, '192.0.2.1', undefined]],
    [
      'postfix/smtpd',
      '4F9D195432C: client=a.example[192.0.2.1], sasl_method=PLAIN, sasl_username=ann',
      ['ann', '192.0.2.1', 'success'],
    ],
    ['slapd', 'conn=1 op=0 BIND dn="uid=ann,ou=People,dc=example" method=128', ['ann', undefined, undefined]],
    ['slapd', 'conn=1 op=0 RESULT tag=97 err=49 text=', [undefined, undefined, 'failure']],
    ['slapd', 'conn=1 fd=12 ACCEPT from IP=192.0.2.1:4000 (IP=0.0.0.0:389)', [undefined, '192.0.2.1', undefined]],
    ['smbd', 'Denied connection from (192.0.2.1)', [undefined, '192.0.2.1', 'failure']],
    [
      'smbd',
      'Auth: [SMB2,(null)] user [EX]\\[ann] at [Tue] with [NTLMv2] status [NT_STATUS_WRONG_PASSWORD] workstation [W] remote host [ipv4:192.0.2.1:4000] mapped',
      ['ann', '192.0.2.1', 'failure'],
    ],
    ['dropbear', "Bad password attempt for 'root' from 192.0.2.1:4000", ['root', '192.0.2.1', 'failure']],
    ['dropbear', 'Login attempt for nonexistent user from 192.0.2.1:4000', [undefined, '192.0.2.1', 'failure']],
    ['dropbear', "Password auth succeeded for 'ann' from 192.0.2.1:4000", ['ann', '192.0.2.1', 'success']],
    ['ftpd', 'ANONYMOUS FTP LOGIN FROM 192.0.2.1,  (a@b.example)', ['anonymous', '192.0.2.1', 'success']],
    ['ftpd', 'connection from 192.0.2.1 () at Tue Nov 24 10:00:00 2026', [undefined, '192.0.2.1', undefined]],
    ['cimserver', 'PGS17200: Authentication failed for user EX\\ann.', ['ann', undefined, 'failure']],
    [
      'Warn',
      'auth(default): userdb(ann,::ffff:192.0.2.1): user not found from userdb',
      ['ann', '192.0.2.1', 'failure'],
    ],
    ['openvpn', 'LDAP bind failed: Invalid credentials (x)', [undefined, undefined, 'failure']],
    [
      'screensharingd',
      'Authentication: FAILED :: User Name: ann :: Viewer Address: 192.0.2.1 :: Type: DH',
      ['ann', '192.0.2.1', 'failure'],
    ],
    ['xinetd', 'START: ssh pid=7 from=192.0.2.1', [undefined, '192.0.2.1', undefined]],
    ['cat', LOGIN, [undefined, undefined, undefined]],
  ])('from %s reads %j', (program, message, expected) => {
    const patch = normalize(program, message);
    expect(['user.name', 'source.ip', 'event.outcome'].map((field) => patch[field])).toEqual(expected);
  });

  it('reads the log vsftpd keeps itself', () => {
    expect(normalize(undefined, 'Tue Nov 24 10:00:00 2026 [pid 7] [ann] FAIL LOGIN: Client "192.0.2.1"')).toMatchObject(
      {
        '@timestamp': '2026-11-24T10:00:00.000Z',
        'event.module': 'vsftpd',
        'event.outcome': 'failure',
        'process.name': 'vsftpd',
        'process.pid': 7,
        'source.ip': '192.0.2.1',
        'user.name': 'ann',
      },
    );
  });

  it('reads the log exim keeps itself', () => {
    const message =
      '2026-11-24 10:00:00 dovecot_login authenticator failed for (ann) [192.0.2.1]:4000: 535 Incorrect authentication data (set_id=ann)';
    expect(normalize(undefined, message)).toMatchObject({
      '@timestamp': '2026-11-24T10:00:00.000Z',
      'event.outcome': 'failure',
      'source.port': 4000,
      'user.name': 'ann',
    });
  });

  it.each([
    ['- ann - SUCCESS LOGIN whostmgrd', ['ann', 'success']],
    ['- ann@b.example (possessor: bob) - SUCCESS LOGIN webmaild', ['ann@b.example', 'success']],
    ['- ann "POST /login/ HTTP/1.1" FAILED LOGIN cpaneld: invalid user', ['ann', 'failure']],
    ['PURGE ann:Xy logout', ['ann', undefined]],
  ])('reads what cPanel writes: %s', (text, [user, outcome]) => {
    expect(normalize(undefined, `[2026-11-24 11:00:00 +0100] info [cpsrvd] 192.0.2.1 ${text}`)).toMatchObject({
      '@timestamp': '2026-11-24T10:00:00.000Z',
      'source.ip': '192.0.2.1',
      'user.name': user,
      ...(outcome === undefined ? {} : { 'event.outcome': outcome }),
    });
  });

  it.each<[string, string, Record<string, unknown>]>([
    [
      'kernel',
      '[628.3] usb 1-1: New USB device found, idVendor=0930, idProduct=6544, bcdDevice=1.0',
      { 'event.action': 'usb_connected', 'details.vendor': '0930' },
    ],
    ['kernel', 'usb 1-1: USB disconnect, device number 2', { 'event.action': 'usb_disconnected' }],
    [
      'dhcpd',
      'DHCPACK on 192.0.2.7 to 00:00:5e:00:53:01 (laptop) via eth0',
      {
        'event.action': 'dhcp_ack',
        'event.outcome': 'success',
        'network.protocol': 'dhcp',
        'source.ip': '192.0.2.7',
        'source.mac': '00-00-5E-00-53-01',
        'details.hostname': 'laptop',
        'details.interface': 'eth0',
      },
    ],
    [
      'dhcpd',
      'DHCPREQUEST for 192.0.2.7 (192.0.2.1) from 00:00:5e:00:53:01 via eth0: unknown lease 192.0.2.7.',
      { 'event.action': 'dhcp_request', 'source.ip': '192.0.2.7', 'details.server': '192.0.2.1' },
    ],
    ['dhcpd', 'DHCPDISCOVER from 00:00:5e:00:53:01 via igb1', { 'source.mac': '00-00-5E-00-53-01' }],
    ['dhcpd', 'DHCPINFORM from 192.0.2.7 via eth0', { 'event.action': 'dhcp_inform', 'source.ip': '192.0.2.7' }],
    ['dhcpd', 'DHCPNAK on 192.0.2.7 to 00:00:5e:00:53:01 via eth0', { 'event.outcome': 'failure' }],
    ['systemd', 'Started Session 5 of user ann.', { 'event.action': 'service_started', 'user.name': 'ann' }],
    ['systemd', 'Time has been changed', { 'event.category': ['configuration'] }],
    [
      'loginwindow',
      '[com.apple.x:Standard] -[A b] | send: com.apple.sessionagent.screenIsLocked, with userID:501',
      { 'event.action': 'screenIsLocked', 'user.id': '501' },
    ],
    [
      'tccd',
      '[com.apple.TCC:access] Update Access Record: kTCCServiceMicrophone for com.example.app to Allowed at 1',
      { 'event.category': ['configuration'], 'details.service': 'kTCCServiceMicrophone' },
    ],
  ])('from %s tells %j', (program, message, expected) => {
    expect(normalize(program, message)).toMatchObject(expected);
  });

  it('takes linear time over a line made to be slow', () => {
    const startedAt = performance.now();
    for (const program of ['dovecot', 'postfix/smtpd', 'slapd', 'smbd', 'ftpd'])
      normalize(program, 'Auth: warning: conn=1 imap-login: user=<'.repeat(5_000));
    normalize(undefined, `2026-11-24 10:00:00 ${'x authenticator failed for '.repeat(5_000)}`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
