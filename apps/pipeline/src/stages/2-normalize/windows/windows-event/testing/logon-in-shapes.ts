/** Data of a failed logon as Windows has them. */
export const LOGON_DATA = {
  SubjectUserSid: 'S-1-0-0',
  SubjectUserName: '-',
  SubjectDomainName: '-',
  SubjectLogonId: '0x0',
  TargetUserSid: 'S-1-0-0',
  TargetUserName: 'ann',
  TargetDomainName: 'EXAMPLE',
  Status: '0xc000006d',
  FailureReason: '%%2313',
  SubStatus: '0xc000006a',
  LogonType: '3',
  LogonProcessName: 'NtLmSsp ',
  AuthenticationPackageName: 'NTLM',
  WorkstationName: 'WS7',
  ProcessId: '0x0',
  ProcessName: '-',
  IpAddress: '::ffff:192.0.2.7',
  IpPort: '50123',
} as const;

const PROVIDER = 'Microsoft-Windows-Security-Auditing';
const GUID = '{54849625-5478-4994-A5BA-3E3B0328C30D}';
const COMPUTER = 'dc1.example.com';
const TIME = '2026-11-24T11:59:58.1234567Z';
const KEYWORDS = '0x8010000000000000';

const lowerKeys = (object: object): object =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value as unknown]));

/** nxlog, which turns the mask into a signed number and the time into that of the host, here UTC. */
export const NXLOG = {
  EventTime: '2026-11-24 11:59:58',
  Hostname: COMPUTER,
  Keywords: '-9218868437227405312',
  EventType: 'AUDIT_FAILURE',
  SeverityValue: 4,
  Severity: 'ERROR',
  EventID: 4625,
  SourceName: PROVIDER,
  ProviderGuid: GUID,
  Version: 0,
  Task: 12544,
  OpcodeValue: 0,
  RecordNumber: 4711,
  ExecutionProcessID: 704,
  ThreadID: 424,
  Channel: 'Security',
  Category: 'Logon',
  Opcode: 'Info',
  Level: 0,
  ...LOGON_DATA,
  EventReceivedTime: '2026-11-24 11:59:59',
  SourceModuleName: 'eventlog',
  SourceModuleType: 'im_msvistalog',
};

const SYSTEM = {
  Provider: { '#attributes': { Name: PROVIDER, Guid: GUID } },
  EventID: 4625,
  Version: 0,
  Level: 0,
  Task: 12544,
  Opcode: 0,
  Keywords: KEYWORDS,
  TimeCreated: { '#attributes': { SystemTime: TIME } },
  EventRecordID: 4711,
  Correlation: null,
  Execution: { '#attributes': { ProcessID: 704, ThreadID: 424 } },
  Channel: 'Security',
  Computer: COMPUTER,
  Security: null,
};

/** One event as those who ship Windows events write it. */
export const LOGON_IN_SHAPES: Readonly<Record<string, object>> = {
  winlogbeat: {
    '@timestamp': TIME,
    host: { name: COMPUTER },
    log: { level: 'information' },
    event: { kind: 'event', code: '4625', provider: PROVIDER, action: 'Logon', outcome: 'failure' },
    agent: { type: 'winlogbeat', version: '9.1.0' },
    winlog: {
      channel: 'Security',
      provider_name: PROVIDER,
      provider_guid: GUID,
      event_id: '4625',
      record_id: 4711,
      computer_name: COMPUTER,
      keywords: ['Audit Failure'],
      task: 'Logon',
      opcode: 'Info',
      api: 'wineventlog',
      process: { pid: 704, thread: { id: 424 } },
      event_data: LOGON_DATA,
    },
  },
  nxlog: NXLOG,
  'evtx_dump, nested': { Event: { '#attributes': { xmlns: 'x' }, System: SYSTEM, EventData: LOGON_DATA } },
  'evtx_dump, attributes beside': {
    Event: {
      System: {
        ...SYSTEM,
        Provider: null,
        Provider_attributes: { Name: PROVIDER, Guid: GUID },
        TimeCreated: null,
        TimeCreated_attributes: { SystemTime: TIME },
      },
      EventData: LOGON_DATA,
    },
  },
  'XML turned into JSON': {
    Event: {
      System: {
        ...SYSTEM,
        Provider: { '@Name': PROVIDER, '@Guid': GUID },
        EventID: { '@Qualifiers': '', '#text': '4625' },
        TimeCreated: { '@SystemTime': TIME },
        Execution: { '@ProcessID': '704', '@ThreadID': '424' },
      },
      EventData: { Data: Object.entries(LOGON_DATA).map(([name, text]) => ({ '@Name': name, '#text': text })) },
    },
  },
  'opened, as Velociraptor has it': {
    System: {
      ...SYSTEM,
      Provider: { Name: PROVIDER, Guid: GUID },
      EventID: { Value: 4625 },
      TimeCreated: { SystemTime: 1_795_521_598.123 },
      Execution: { ProcessID: 704, ThreadID: 424 },
    },
    EventData: LOGON_DATA,
  },
  'evtx, flattened': {
    Provider_Name: PROVIDER,
    Provider_Guid: GUID,
    EventID: 4625,
    Version: 0,
    Level: 0,
    Task: 12544,
    Keywords: KEYWORDS,
    TimeCreated: '2026-11-24 11:59:58.123456',
    EventRecordID: 4711,
    Execution_ProcessID: 704,
    Execution_ThreadID: 424,
    Channel: 'Security',
    Computer: COMPUTER,
    ...LOGON_DATA,
    LogonType: 3,
  },
  "MozDef, with nxlog's names in lower case": {
    category: 'windowseventlogs',
    source: 'wec',
    hostname: COMPUTER,
    utctimestamp: '2026-11-24T11:59:58+00:00',
    details: lowerKeys({
      EventID: 4625,
      Channel: 'Security',
      Provider_Name: PROVIDER,
      Keywords: KEYWORDS,
      ...LOGON_DATA,
    }),
  },
  'the collector of OpenTelemetry': {
    channel: 'Security',
    computer: COMPUTER,
    event_id: { id: 4625, qualifiers: 0 },
    provider: { name: PROVIDER, guid: GUID, event_source: '' },
    system_time: TIME,
    record_id: 4711,
    keywords: ['Audit Failure'],
    level: 'Information',
    event_data: { data: Object.entries(LOGON_DATA).map(([name, text]) => ({ [name]: text })) },
  },
  Wazuh: {
    win: {
      system: {
        providerName: PROVIDER,
        eventID: '4625',
        channel: 'Security',
        computer: COMPUTER,
        systemTime: TIME,
        keywords: KEYWORDS,
      },
      eventdata: Object.fromEntries(
        Object.entries(LOGON_DATA).map(([name, text]) => [name.charAt(0).toLowerCase() + name.slice(1), text]),
      ),
    },
  },
  'fluent-bit': {
    ProviderName: PROVIDER,
    ProviderGuid: GUID,
    Qualifiers: '',
    EventID: 4625,
    Version: 0,
    Level: 0,
    Task: 12544,
    Opcode: 0,
    Keywords: KEYWORDS,
    TimeCreated: '2026-11-24 11:59:58 +0000',
    EventRecordID: 4711,
    ProcessID: 704,
    ThreadID: 424,
    Channel: 'Security',
    Computer: COMPUTER,
    UserID: '',
    ...LOGON_DATA,
  },
};
