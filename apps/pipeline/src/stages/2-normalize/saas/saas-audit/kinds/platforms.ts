import type { Draft, KindDeclaration } from '../../../values/record-kind';
import { isRecord } from '../../../values/record-kinds';
import { textOf } from '../../../values/text-of';
import { addEmail, typeOf } from './identity';
import { categorizeByName } from './office';

const EVENT: Draft = { 'event.kind': 'event' };
const ALERT: Draft = { 'event.kind': 'alert', 'event.category': ['intrusion_detection'], 'event.type': ['info'] };

const snowflakeLogin: KindDeclaration = {
  dataset: 'snowflake.login_history',
  marks: ['IS_SUCCESS', 'USER_NAME'],
  table: {
    EVENT_TIMESTAMP: '@timestamp',
    EVENT_ID: 'event.id',
    EVENT_TYPE: 'event.action',
    USER_NAME: 'user.name',
    CLIENT_IP: 'source.ip',
    ERROR_MESSAGE: 'error.message',
  },
  always: { ...EVENT, 'event.category': ['authentication'], 'event.type': ['start'] },
  refine: (fields, record) => {
    fields['event.outcome'] = /^(?:yes|true)$/i.test(textOf(record['IS_SUCCESS'])) ? 'success' : 'failure';
    addEmail(fields);
  },
};

const snowflakeQuery: KindDeclaration = {
  dataset: 'snowflake.query_history',
  marks: ['QUERY_TYPE', 'USER_NAME'],
  table: {
    START_TIME: '@timestamp',
    QUERY_ID: 'event.id',
    QUERY_TYPE: 'event.action',
    QUERY_TEXT: 'message',
    USER_NAME: 'user.name',
    ROLE_NAME: 'user.roles',
    EXECUTION_STATUS: 'event.outcome',
    ERROR_MESSAGE: 'error.message',
  },
  always: { ...EVENT, 'event.category': ['database'], 'event.type': ['access'] },
};

const databricks: KindDeclaration = {
  dataset: 'databricks.audit',
  marks: ['actionName', 'serviceName'],
  table: {
    timestamp: '@timestamp',
    requestId: 'event.id',
    actionName: 'event.action',
    serviceName: 'service.name',
    'userIdentity.email': 'user.name',
    sourceIPAddress: 'source.ip',
    userAgent: 'user_agent.original',
    workspaceId: 'organization.id',
    'response.statusCode': 'http.response.status_code',
    'response.errorMessage': 'error.message',
  },
  always: EVENT,
  refine: (fields) => {
    categorizeByName(fields);
    const status = fields['http.response.status_code'];
    fields['event.outcome'] = typeof status === 'number' && status >= 400 ? 'failure' : 'success';
  },
};

const salesforce: KindDeclaration = {
  dataset: 'salesforce.event_log',
  marks: ['EVENT_TYPE', 'ORGANIZATION_ID'],
  table: {
    TIMESTAMP_DERIVED: '@timestamp',
    TIMESTAMP: '@timestamp',
    REQUEST_ID: 'event.id',
    EVENT_TYPE: 'event.action',
    USER_NAME: 'user.name',
    USER_ID: 'user.id',
    SOURCE_IP: 'source.ip',
    CLIENT_IP: 'source.ip',
    BROWSER_TYPE: 'user_agent.original',
    ORGANIZATION_ID: 'organization.id',
    CONNECTED_APP_NAME: 'service.name',
  },
  always: EVENT,
  refine: (fields, record) => {
    categorizeByName(fields);
    const status = textOf(record['LOGIN_STATUS'] ?? record['STATUS']);
    fields['event.outcome'] = status === '' || /^(?:LOGIN_NO_ERROR|success)$/i.test(status) ? 'success' : 'failure';
  },
};

const teleport: KindDeclaration = {
  dataset: 'teleport.audit',
  marks: ['ei', 'event', 'code'],
  table: {
    time: '@timestamp',
    uid: 'event.id',
    event: 'event.action',
    code: 'event.code',
    user: 'user.name',
    login: 'user.effective.name',
    'addr.remote': 'source.address',
    server_hostname: 'host.name',
    path: 'process.executable',
    program: 'process.name',
    pid: 'process.pid',
    cluster_name: 'orchestrator.cluster.name',
    error: 'error.message',
  },
  always: EVENT,
  refine: (fields, { success, argv }) => {
    const action = textOf(fields['event.action']);
    fields['event.category'] = [
      /login|auth|session\.start/.test(action) ? 'authentication' : /command/.test(action) ? 'process' : 'session',
    ];
    fields['event.type'] = [/end|leave/.test(action) ? 'end' : 'start'];
    fields['event.outcome'] = success === false || fields['error.message'] !== undefined ? 'failure' : 'success';
    if (Array.isArray(argv)) fields['process.args'] = argv.map(textOf);
    const [address, port] = textOf(fields['source.address']).split(/:(?=\d+$)/);
    if (address !== undefined && /^\d+(?:\.\d+){3}$/.test(address)) fields['source.ip'] = address;
    if (port !== undefined) fields['source.port'] = Number(port);
    addEmail(fields);
  },
};

/** Telemetry of CrowdStrike's sensors; some forwarders put what was seen under `event`. */
const falcon: KindDeclaration = {
  dataset: 'crowdstrike.fdr',
  marks: ['event_simpleName', 'aid'],
  table: {
    timestamp: '@timestamp',
    'event.timestamp': '@timestamp',
    ContextTimeStamp: '@timestamp',
    event_simpleName: 'event.action',
    aid: 'host.id',
    aip: 'source.nat.ip',
    ComputerName: 'host.name',
    UserName: 'user.name',
    'event.UserName': 'user.name',
    CommandLine: 'process.command_line',
    'event.CommandLine': 'process.command_line',
    ImageFileName: 'process.executable',
    'event.ImageFileName': 'process.executable',
    'event.ParentBaseFileName': 'process.parent.name',
    SHA256HashData: 'process.hash.sha256',
    'event.SHA256HashData': 'process.hash.sha256',
    'event.MD5HashData': 'process.hash.md5',
    DomainName: 'dns.question.name',
    'event.DomainName': 'dns.question.name',
    RemoteAddressIP4: 'destination.ip',
    'event.RemoteAddressIP4': 'destination.ip',
    'event.LocalAddressIP4': 'source.ip',
  },
  always: EVENT,
  refine: (fields) => {
    const action = textOf(fields['event.action']);
    const category = /Dns|Network/.test(action)
      ? 'network'
      : /Process/.test(action)
        ? 'process'
        : /Logon/.test(action)
          ? 'authentication'
          : 'host';
    fields['event.category'] = [category];
    fields['event.type'] = [
      category === 'process' || category === 'authentication'
        ? 'start'
        : category === 'network'
          ? 'connection'
          : 'info',
    ];
  },
};

const falconStream: KindDeclaration = {
  dataset: 'crowdstrike.falcon',
  marks: ['metadata', 'event'],
  isOne: ({ metadata, event }) => isRecord(metadata) && isRecord(event) && typeof metadata['eventType'] === 'string',
  table: {
    'metadata.eventCreationTime': '@timestamp',
    'event.UTCTimestamp': '@timestamp',
    'event.OperationName': 'event.action',
    'metadata.eventType': 'event.action',
    'event.UserId': 'user.name',
    'event.UserName': 'user.name',
    'event.UserIp': 'source.ip',
    'event.Hostname': 'host.name',
    'event.ComputerName': 'host.name',
    'event.CommandLine': 'process.command_line',
    'event.FileName': 'process.name',
    'event.FilePath': 'process.executable',
    'event.SHA256String': 'process.hash.sha256',
    'event.Name': 'rule.name',
    'event.DetectName': 'rule.name',
    'event.Description': 'message',
  },
  always: EVENT,
  refine: (fields, record) => {
    const isDetection = /Detection|Incident/.test(textOf((record['metadata'] as Record<string, unknown>)['eventType']));
    if (isDetection) Object.assign(fields, ALERT);
    else categorizeByName(fields);
    const success = (record['event'] as Record<string, unknown>)['Success'];
    if (typeof success === 'boolean') fields['event.outcome'] = success ? 'success' : 'failure';
    addEmail(fields);
  },
};

const sentinelOne: KindDeclaration = {
  dataset: 'sentinelone.activity',
  marks: ['activitytype', 'primarydescription'],
  table: {
    createdat: '@timestamp',
    id: 'event.id',
    activitytype: 'event.code',
    primarydescription: 'message',
    'data.username': 'user.name',
    userid: 'user.id',
    'data.ipaddress': 'source.ip',
    'data.computername': 'host.name',
    'data.rulename': 'rule.name',
    accountname: 'organization.name',
  },
  always: { ...EVENT, 'event.category': ['configuration'], 'event.type': ['info'] },
};

const cloudflare: KindDeclaration = {
  dataset: 'cloudflare.logpush',
  marks: ['RayID', 'ClientIP'],
  table: {
    Datetime: '@timestamp',
    EdgeStartTimestamp: '@timestamp',
    EdgeEndTimestamp: '@timestamp',
    RayID: 'event.id',
    Action: 'event.action',
    RuleID: 'rule.id',
    ClientIP: 'source.ip',
    ClientSrcPort: 'source.port',
    ClientRequestHost: 'url.domain',
    ClientRequestPath: 'url.path',
    ClientRequestMethod: 'http.request.method',
    ClientRequestUserAgent: 'user_agent.original',
    ClientRequestReferer: 'http.request.referrer',
    EdgeResponseStatus: 'http.response.status_code',
    EdgeResponseBytes: 'http.response.bytes',
  },
  always: { ...EVENT, 'event.category': ['web'], 'event.type': ['access'] },
  refine: (fields) => {
    const status = fields['http.response.status_code'];
    const isBlocked = /block|challenge|drop/.test(textOf(fields['event.action']).toLowerCase());
    fields['event.outcome'] = isBlocked || (typeof status === 'number' && status >= 400) ? 'failure' : 'success';
    if (isBlocked) fields['event.type'] = ['access', 'denied'];
  },
};

const umbrella: KindDeclaration = {
  dataset: 'cisco.umbrella',
  marks: ['internalIp', 'domain'],
  table: {
    timestamp: '@timestamp',
    action: 'event.action',
    internalIp: 'source.ip',
    externalIp: 'source.nat.ip',
    domain: 'dns.question.name',
    queryType: 'dns.question.type',
    responseCode: 'dns.response_code',
    identity: 'user.name',
  },
  always: { ...EVENT, 'event.category': ['network'], 'network.protocol': 'dns' },
  refine: (fields) => {
    fields['event.type'] = ['protocol', /block/i.test(textOf(fields['event.action'])) ? 'denied' : 'allowed'];
  },
};

const wiz: KindDeclaration = {
  dataset: 'wiz.audit',
  marks: ['actionParameters', 'requestId'],
  table: {
    timestamp: '@timestamp',
    id: 'event.id',
    action: 'event.action',
    status: 'event.outcome',
    'user.name': 'user.name',
    'user.id': 'user.id',
    'serviceAccount.name': 'user.name',
    sourceIP: 'source.ip',
    userAgent: 'user_agent.original',
  },
  always: EVENT,
  refine: (fields) => {
    const action = textOf(fields['event.action']);
    fields['event.category'] = [/login/i.test(action) ? 'authentication' : 'configuration'];
    fields['event.type'] = [/login/i.test(action) ? 'start' : typeOf(action)];
    addEmail(fields);
  },
};

/** Platforms that hold data, and products that watch hosts and networks. */
export const PLATFORM_KINDS: readonly KindDeclaration[] = [
  snowflakeLogin,
  snowflakeQuery,
  databricks,
  salesforce,
  teleport,
  falcon,
  falconStream,
  sentinelOne,
  cloudflare,
  umbrella,
  wiz,
];
