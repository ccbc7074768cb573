const sysmon = (EventID: number, data: object): object => ({
  Provider_Name: 'Microsoft-Windows-Sysmon',
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  EventID,
  Computer: 'ws7',
  ...data,
});
/** Events of Sysmon, PowerShell and others, with some of the fields they are to have. */
export const KNOWN_EVENTS: readonly (readonly [string, object, object])[] = [
  [
    'a cleared log',
    {
      Event: {
        System: {
          Provider: { Name: 'Microsoft-Windows-Eventlog' },
          EventID: 1102,
          Channel: 'Security',
          Computer: 'a',
        },
        UserData: { LogFileCleared: { '#attributes': { xmlns: 'y' }, SubjectUserName: 'admin' } },
      },
    },
    { 'event.action': 'audit-log-cleared', 'user.name': 'admin', 'winlog.event_data.SubjectUserName': 'admin' },
  ],
  [
    'a service that was installed',
    {
      ProviderName: 'Service Control Manager',
      LogName: 'System',
      Id: 7045,
      MachineName: 'ws7',
      TimeCreated: '/Date(1795521598123)/',
      ServiceName: 'odd',
      ImagePath: 'cmd /c x',
      AccountName: 'LocalSystem',
    },
    {
      '@timestamp': '2026-11-24T11:59:58.123Z',
      'event.action': 'service-installed',
      'event.dataset': 'windows.system',
      'service.name': 'odd',
      'winlog.event_data.AccountName': 'LocalSystem',
      'winlog.user.name': undefined,
    },
  ],
  [
    'a process seen by Sysmon',
    sysmon(1, {
      ProcessId: 3360,
      Image: 'C:\\Tools\\a.exe',
      CommandLine: 'a -x',
      User: 'EXAMPLE\\ann',
      Hashes: 'SHA1=3B8C77CC25CF382D51B418CB9738BA99C3FDBAA9,IMPHASH=00000000000000000000000000000000',
      ParentImage: 'C:\\Windows\\explorer.exe',
      ParentProcessId: 1468,
      Company: 'Example',
      OriginalFileName: 'a.exe',
    }),
    {
      'event.action': 'created-process',
      'process.hash.sha1': '3b8c77cc25cf382d51b418cb9738ba99c3fdbaa9',
      'process.pe.imphash': undefined,
      'process.pe.company': 'Example',
      'process.pe.original_file_name': 'a.exe',
      'process.pid': 3360,
      'process.parent.name': 'explorer.exe',
      'user.name': 'ann',
      'user.domain': 'EXAMPLE',
    },
  ],
  [
    'a connection seen by Sysmon',
    sysmon(3, {
      Image: 'C:\\a.exe',
      Initiated: 'true',
      Protocol: 'TCP',
      SourceIp: '2001:db8::7',
      SourcePort: 50000,
      SourceHostname: '-',
      DestinationIp: '2001:db8::1',
      DestinationPort: 443,
      DestinationHostname: 'www.example.com',
    }),
    {
      'network.direction': 'egress',
      'network.transport': 'tcp',
      'network.type': 'ipv6',
      'source.domain': undefined,
      'destination.domain': 'www.example.com',
      'destination.port': 443,
    },
  ],
  [
    'a process seen by Sysmon, from Wazuh',
    {
      win: {
        system: {
          providerName: 'Microsoft-Windows-Sysmon',
          eventID: '1',
          computer: 'ws7',
          message: '"Process Create"',
        },
        eventdata: { image: 'C:\\\\Tools\\\\a.exe', parentImage: '\\odd\\\\b.exe', somethingElse: 'x' },
      },
    },
    {
      message: 'Process Create',
      'process.executable': 'C:\\Tools\\a.exe',
      'process.parent.executable': '\\odd\\\\b.exe',
      'winlog.event_data.Image': 'C:\\Tools\\a.exe',
      'winlog.event_data.SomethingElse': 'x',
    },
  ],
  [
    'a library seen by Sysmon',
    sysmon(7, {
      ImageLoaded: 'C:\\a.dll',
      Signed: 'false',
      SignatureStatus: 'Unavailable',
      Hashes: `MD5=${'a'.repeat(32)}`,
    }),
    {
      'dll.path': 'C:\\a.dll',
      'dll.hash.md5': 'a'.repeat(32),
      'dll.code_signature.exists': false,
      'dll.code_signature.valid': false,
    },
  ],
  [
    'a value of the registry seen by Sysmon',
    sysmon(13, {
      EventType: 'SetValue',
      TargetObject: 'HKLM\\System\\CurrentControlSet\\Services\\odd\\Start',
      Details: 'DWORD (0x00000003)',
    }),
    {
      'registry.hive': 'HKLM',
      'registry.key': 'System\\CurrentControlSet\\Services\\odd',
      'registry.value': 'Start',
      'registry.data.strings': ['DWORD (0x00000003)'],
      'registry.data.type': 'REG_DWORD',
      'winlog.event_data.Details': 'DWORD (0x00000003)',
      'winlog.event_data.EventType': 'SetValue',
    },
  ],
  [
    'a question for a name seen by Sysmon',
    sysmon(22, { QueryName: 'www.example.com', QueryResults: 'type:  5 a.example;::ffff:192.0.2.9;2001:db8::9;' }),
    {
      'dns.question.name': 'www.example.com',
      'dns.resolved_ip': ['192.0.2.9', '2001:db8::9'],
      'network.protocol': 'dns',
    },
  ],
  [
    'a file seen by Sysmon',
    sysmon(11, { TargetFilename: 'C:\\Users\\ann\\x.PS1', Image: 'C:\\a.exe' }),
    {
      'file.path': 'C:\\Users\\ann\\x.PS1',
      'file.name': 'x.PS1',
      'file.extension': 'ps1',
      'file.directory': 'C:\\Users\\ann',
    },
  ],
  [
    'a script block',
    {
      winlog: {
        channel: 'Microsoft-Windows-PowerShell/Operational',
        provider_name: 'Microsoft-Windows-PowerShell',
        event_id: '4104',
        event_data: { ScriptBlockText: 'Get-Date', Path: 'C:\\x.ps1' },
      },
    },
    {
      'event.action': 'powershell-script-block-executed',
      'event.dataset': 'windows.powershell',
      'file.path': 'C:\\x.ps1',
      'winlog.event_data.ScriptBlockText': 'Get-Date',
    },
  ],
  [
    'the start of old PowerShell, whose data have no names',
    {
      winlog: {
        channel: 'Windows PowerShell',
        provider_name: 'PowerShell',
        event_id: '400',
        event_data: {
          param1: 'Available',
          param2: 'None',
          param3: '\tHostApplication=powershell -enc x\n\tUserId=EXAMPLE\\ann',
        },
      },
    },
    {
      'event.dataset': 'windows.powershell-classic',
      'process.command_line': 'powershell -enc x',
      'user.name': 'ann',
      'winlog.event_data.Data': ['Available', 'None', '\tHostApplication=powershell -enc x\n\tUserId=EXAMPLE\\ann'],
    },
  ],
  [
    'a session of a remote desktop',
    {
      Event: {
        System: { Provider: { Name: 'Microsoft-Windows-TerminalServices-LocalSessionManager' }, EventID: 21 },
        UserData: { EventXML: { User: 'EXAMPLE\\ann', SessionID: 2, Address: '192.0.2.7' } },
      },
    },
    { 'event.action': 'session-logged-in', 'user.name': 'ann', 'source.ip': '192.0.2.7', 'event.outcome': 'success' },
  ],
  [
    'a download in the background',
    {
      Provider_Name: 'Microsoft-Windows-Bits-Client',
      Channel: 'Microsoft-Windows-Bits-Client/Operational',
      EventID: 59,
      Id: '{5f2863d6-e0ab-4470-8530-8f129b46177a}',
      url: 'https://www.example.com/a.exe',
    },
    {
      'event.action': 'transfer-started',
      'url.original': 'https://www.example.com/a.exe',
      'winlog.event_data.Id': '{5f2863d6-e0ab-4470-8530-8f129b46177a}',
    },
  ],
  [
    'malware',
    {
      ProviderName: 'Microsoft-Windows-Windows Defender',
      Channel: 'Microsoft-Windows-Windows Defender/Operational',
      EventID: 1116,
      'Threat Name': 'Test:EICAR',
      Path: 'file:_C:\\x.com',
    },
    {
      'event.category': ['malware'],
      'event.dataset': 'windows.windefend',
      'rule.name': 'Test:EICAR',
      'winlog.event_data.ThreatName': 'Test:EICAR',
    },
  ],
  [
    'a kind nobody knows',
    {
      Provider_Name: 'Example-App',
      Channel: 'Example/Some Thing',
      EventID: 9,
      Level: 2,
      Computer: 'a',
      Anything: 1.5,
    },
    {
      message: 'Windows event 9 of Example-App',
      'event.dataset': 'windows.example-some-thing',
      'event.action': undefined,
      'log.level': 'error',
      'winlog.event_data.Anything': '1.5',
    },
  ],
];
