const security = (EventID: number, data: object, more: object = {}): object => ({
  Provider_Name: 'Microsoft-Windows-Security-Auditing',
  Channel: 'Security',
  EventID,
  Computer: 'dc1',
  ...data,
  ...more,
});
const SUBJECT = { SubjectUserName: 'admin', SubjectDomainName: 'EXAMPLE', SubjectUserSid: 'S-1-5-21-1-2-3-500' };

/** Audits of many kinds, with some of the fields they are to have. */
export const KNOWN_SECURITY_EVENTS: readonly (readonly [string, object, object])[] = [
  [
    'a logon',
    security(4624, { ...SUBJECT, TargetUserName: 'ann', TargetLogonId: '0x00000000000a1b2c', LogonType: 10 }),
    {
      'event.action': 'logged-in',
      'event.outcome': 'success',
      'user.name': 'ann',
      'winlog.logon.id': '0xa1b2c',
      'winlog.logon.type': 'RemoteInteractive',
    },
  ],
  [
    'a logon with the credentials of another',
    security(4648, { ...SUBJECT, TargetUserName: 'svc', TargetDomainName: 'EXAMPLE' }),
    { 'event.action': 'logged-in-explicit', 'user.name': 'admin', 'user.effective.name': 'svc' },
  ],
  [
    'a new account',
    security(4720, { ...SUBJECT, TargetUserName: 'eve', TargetSid: 'S-1-5-21-1-2-3-1105' }),
    {
      'event.action': 'added-user-account',
      'event.category': ['iam'],
      'event.type': ['user', 'creation'],
      'user.name': 'admin',
      'user.id': 'S-1-5-21-1-2-3-500',
      'user.target.name': 'eve',
      'user.target.id': 'S-1-5-21-1-2-3-1105',
    },
  ],
  [
    'a new member of a group',
    security(4728, {
      ...SUBJECT,
      MemberName: 'CN=Eve Ex,OU=Staff,DC=example,DC=com',
      MemberSid: 'S-1-5-21-1-2-3-1105',
      TargetUserName: 'Domain Admins',
      TargetSid: 'S-1-5-21-1-2-3-512',
    }),
    {
      'event.action': 'added-member-to-group',
      'group.name': 'Domain Admins',
      'group.id': 'S-1-5-21-1-2-3-512',
      'user.name': 'admin',
      'user.target.name': 'Eve Ex',
      'user.target.id': 'S-1-5-21-1-2-3-1105',
    },
  ],
  [
    'a refused Kerberos ticket',
    security(4768, { TargetUserName: 'ann', Status: '0x00000006', IpAddress: '::1', ServiceName: 'krbtgt' }),
    {
      'event.action': 'kerberos-authentication-ticket-requested',
      'event.outcome': 'failure',
      'event.reason': 'the account does not exist',
      'source.ip': '::1',
      'service.name': 'krbtgt',
    },
  ],
  [
    'a validated credential',
    security(4776, { TargetUserName: 'ann', Workstation: 'WS7', Status: '0x0' }),
    { 'event.outcome': 'success', 'source.domain': 'WS7', 'user.name': 'ann' },
  ],
  [
    'a process of an audit',
    security(4688, {
      ...SUBJECT,
      NewProcessId: '0x0f3c',
      NewProcessName: 'C:\\Windows\\System32\\net.exe',
      ProcessId: '0xb5c',
      ParentProcessName: 'C:\\Windows\\System32\\cmd.exe',
      CommandLine: 'net  user',
      TargetUserName: '-',
    }),
    {
      'event.action': 'created-process',
      'process.executable': 'C:\\Windows\\System32\\net.exe',
      'process.name': 'net.exe',
      'process.pid': 3900,
      'process.command_line': 'net  user',
      'process.parent.executable': 'C:\\Windows\\System32\\cmd.exe',
      'process.parent.name': 'cmd.exe',
      'process.parent.pid': 2908,
      'user.effective.name': undefined,
      message: 'Created process: EXAMPLE\\admin, by C:\\Windows\\System32\\net.exe, as net user',
    },
  ],
  [
    'a filtered connection',
    security(5156, {
      ProcessID: 1234,
      Application: '\\device\\harddiskvolume2\\app.exe',
      Direction: '%%14593',
      SourceAddress: '192.0.2.7',
      SourcePort: '50000',
      DestAddress: '198.51.100.1',
      DestPort: 443,
      Protocol: 6,
    }),
    {
      'event.type': ['allowed', 'connection'],
      'process.pid': 1234,
      'source.ip': '192.0.2.7',
      'destination.ip': '198.51.100.1',
      'destination.port': 443,
      'network.transport': 'tcp',
      'network.direction': 'egress',
    },
  ],
];
