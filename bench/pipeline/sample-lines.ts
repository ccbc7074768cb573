import { createHash } from 'node:crypto';

/** Lines of one shipper. */
export interface SampleKind {
  readonly name: string;
  readonly dialect: string;
  /** Line number n; each is different, as often as real ones are. */
  readonly line: (n: number) => string;
}

const HASHES = Array.from({ length: 90 }, (_, n) => createHash('sha256').update(String(n)).digest('hex').toUpperCase());

const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0';
const WORDS = 'connection from peer was reset while the request of the client was still being read by the worker ';

const address = (n: number): string => `203.0.${n % 113}.${(n * 7) % 254}`;
const internal = (n: number): string => `10.${n % 50}.${(n * 3) % 250}.${(n * 7) % 254}`;
const clock = (n: number): string => `08:${two((n / 60) % 60)}:${two(n % 60)}`;
const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
const time = (n: number): string => `2026-11-26T${clock(n)}.${String(n % 1_000).padStart(3, '0')}Z`;

const mozdef = (n: number): object => ({
  utctimestamp: time(n),
  hostname: `web-${n % 40}.example.com`,
  processname: 'nginx',
  processid: String(1_000 + (n % 30_000)),
  severity: 'INFO',
  category: 'access',
  source: 'till',
  summary: `GET /carts/${n} answered with 200 in ${n % 900} ms`,
  tags: ['nginx', 'till'],
  details: {
    sourceipaddress: address(n),
    destinationipaddress: internal(n),
    destinationport: 443,
    username: `user${n % 700}`,
    useragent: AGENT,
    uri: `/carts/${n}?page=${n % 9}`,
    success: true,
    bytes: n % 50_000,
    note: WORDS.repeat(5),
  },
});

const winlogbeat = (n: number): object => ({
  '@timestamp': time(n),
  host: { name: `pc-${n % 300}` },
  log: { level: 'information' },
  winlog: {
    channel: 'Microsoft-Windows-Sysmon/Operational',
    provider_name: 'Microsoft-Windows-Sysmon',
    event_id: '1',
    computer_name: `pc-${n % 300}.example.com`,
    record_id: n,
    event_data: {
      Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      CommandLine: `powershell.exe -NoProfile -File C:\\Jobs\\report-${n % 90}.ps1 -Day ${n % 28}`,
      ParentImage: 'C:\\Windows\\System32\\svchost.exe',
      ParentCommandLine: 'C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s Schedule',
      User: `EXAMPLE\\user${n % 200}`,
      ProcessId: String(n % 20_000),
      IntegrityLevel: 'Medium',
      Hashes: `SHA256=${HASHES[n % 90]},IMPHASH=${HASHES[n % 90]?.slice(32)}`,
      ProcessGuid: `{6f0c1a52-0000-4000-8000-${String(n).padStart(12, '0')}}`,
      LogonGuid: '{6f0c1a52-0000-4000-8000-000000000007}',
      CurrentDirectory: 'C:\\Windows\\system32\\',
    },
  },
  message: 'Process Create',
});

const nxlog = (n: number): object => ({
  EventTime: `2026-11-26 ${clock(n)}`,
  Hostname: `dc-${n % 4}.example.com`,
  Keywords: -9_214_364_837_600_034_816,
  EventType: 'AUDIT_FAILURE',
  SeverityValue: 4,
  Severity: 'ERROR',
  EventID: 4625,
  SourceName: 'Microsoft-Windows-Security-Auditing',
  ProviderGuid: '{54849625-5478-4994-A5BA-3E3B0328C30D}',
  Channel: 'Security',
  TargetUserName: `user${n % 700}`,
  TargetDomainName: 'EXAMPLE',
  Status: '0xc000006d',
  LogonType: '3',
  WorkstationName: `PC-${n % 300}`,
  IpAddress: address(n),
  IpPort: String(1_024 + (n % 60_000)),
  Message: `An account failed to log on. ${WORDS}`,
  EventReceivedTime: `2026-11-26 ${clock(n)}`,
  SourceModuleName: 'eventlog',
  SourceModuleType: 'im_msvistalog',
});

const gelf = (n: number): object => ({
  version: '1.1',
  host: `app-${n % 12}`,
  short_message: `order ${n} was paid`,
  full_message: WORDS.repeat(8),
  timestamp: 1_796_000_000 + n / 1_000,
  level: 6,
  _user: `user${n % 700}`,
  _src_ip: address(n),
  _order: n,
  _logger: 'com.example.shop.Orders',
  _thread: `worker-${n % 16}`,
});

const cloudtrail = (n: number): object => ({
  eventVersion: '1.09',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE',
    arn: `arn:aws:iam::111122223333:user/user${n % 90}`,
    accountId: '111122223333',
    userName: `user${n % 90}`,
  },
  eventTime: time(n).replace(/\.\d+/, ''),
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DescribeInstances',
  awsRegion: 'eu-central-1',
  sourceIPAddress: address(n),
  userAgent: 'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux',
  requestParameters: { maxResults: 100, filterSet: { items: [{ name: 'vpc-id', valueSet: `vpc-${n % 9}` }] } },
  responseElements: null,
  requestID: `7a1e1f6c-0000-4000-8000-${String(n).padStart(12, '0')}`,
  eventID: `b1e1f6c7-0000-4000-8000-${String(n).padStart(12, '0')}`,
  readOnly: true,
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
});

const sshd = (n: number): string =>
  `<38>1 ${time(n)} web-${n % 40} sshd ${n % 30_000} - [origin ip="${internal(n)}"] Failed password for user${n % 700} from ${address(n)} port ${1_024 + (n % 60_000)} ssh2`;

const access = (n: number): string =>
  `${address(n)} - user${n % 700} [26/Nov/2026:${clock(n)} +0000] "GET /carts/${n}?page=${n % 9} HTTP/1.1" 200 ${n % 50_000} "https://shop.example.com/" "${AGENT}"`;

const hec = (n: number): object => ({
  time: 1_796_000_000 + n,
  host: `app-${n % 12}`,
  sourcetype: '_json',
  index: 'shop',
  event: { msg: `order ${n} was paid`, user: `user${n % 700}`, src: address(n), took: n % 900, note: WORDS.repeat(9) },
});

const asJson = (make: (n: number) => object) => (n: number) => JSON.stringify(make(n));

/** What a site of some size sends. */
export const SAMPLE_KINDS: readonly SampleKind[] = [
  { name: 'MozDef JSON', dialect: 'json', line: asJson(mozdef) },
  { name: 'Winlogbeat', dialect: 'elasticsearch_bulk', line: asJson(winlogbeat) },
  { name: 'nxlog', dialect: 'json', line: asJson(nxlog) },
  { name: 'GELF', dialect: 'gelf', line: asJson(gelf) },
  { name: 'CloudTrail', dialect: 'json', line: asJson(cloudtrail) },
  { name: 'syslog, sshd', dialect: 'syslog', line: sshd },
  { name: 'access log', dialect: 'cef', line: access },
  { name: 'HEC', dialect: 'splunk_hec', line: asJson(hec) },
];
