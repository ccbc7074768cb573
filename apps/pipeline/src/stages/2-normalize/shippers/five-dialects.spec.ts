import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { EventBatch, SecurityEvent } from '@tocsin/event-model';
import { PluginKitModule, PluginRegistry } from '@tocsin/plugin-kit';

import { normalized } from '../../../testing/normalized';
import { NormalizeModule } from '../normalize.module';

const RECEIVED = '2026-11-24T12:00:00.000Z';
/** What is said of the way an event came, not of the event. */
const OF_THE_WAY =
  /^(?:tocsin\.|details|tags|agent\.|ecs\.|event\.(?:ingested|created|kind|original)|log\.(?:syslog|source|file)\.|winlog\.(?:api|task|opcode|version|record_id|process|provider_guid|time_created|event_data\.(?:Version|Task)))/;

type Dialects = Readonly<Record<string, readonly [dialect: string, record: object]>>;

/** A line of syslog as its listener hands it on. */
const syslog = (message: string) => ['syslog', { message, 'log.source.address': '203.0.113.1' }] as const;

@Module({ imports: [PluginKitModule, NormalizeModule] })
class NormalizersModule {}

describe('One event in five dialects', () => {
  let plugins: object[];

  beforeAll(async () => {
    const app = await NestFactory.createApplicationContext(NormalizersModule, { logger: false });
    const registry = app.get(PluginRegistry);
    plugins = [...registry.unwrappers(), ...registry.normalizers()].map(({ plugin }) => plugin as object);
  });

  async function said(dialects: Dialects): Promise<Record<string, Record<string, unknown>>> {
    const spoken = Object.entries(dialects).map(async ([name, [dialect, record]]) => {
      const batch: Partial<EventBatch> = { dialect, receivedAt: RECEIVED };
      const [event] = await normalized(plugins, [record], batch);
      return [name, ofTheEvent(event!)] as const;
    });
    return Object.fromEntries(await Promise.all(spoken));
  }

  it.each([
    ['a failed logon to Windows', logonToWindows()],
    ['a failed login by ssh', loginBySsh()],
  ])('says the same of %s', async (_, dialects) => {
    const { 'MozDef JSON': expected, ...others } = await said(dialects);
    expect(Object.keys(expected!)).toEqual(
      expect.arrayContaining(['source.ip', 'user.name', 'event.action', 'host.name']),
    );
    expect(others).toEqual(Object.fromEntries(Object.keys(others).map((name) => [name, expected])));
  });
});

function ofTheEvent(event: SecurityEvent): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(event).filter(([field, value]) => value !== undefined && !OF_THE_WAY.test(field)),
  );
}

function loginBySsh(): Dialects {
  const text = 'Failed password for root from 203.0.113.9 port 22 ssh2';
  const time = '2026-11-24T11:59:58.000Z';
  const own = { summary: text, hostname: 'web1', processname: 'sshd', processid: '4711', severity: 'INFO' };
  return {
    'MozDef JSON': ['mozdef', { ...own, utctimestamp: time, category: 'syslog', details: { x: 1 } }],
    nxlog: [
      'json',
      {
        EventReceivedTime: '2026-11-24 11:59:59',
        SourceModuleName: 'in',
        SourceModuleType: 'im_file',
        Hostname: 'web1',
        EventTime: '2026-11-24 11:59:58',
        SourceName: 'sshd',
        ProcessID: 4711,
        Message: text,
        Severity: 'INFO',
        SeverityValue: 2,
      },
    ],
    Filebeat: [
      'json',
      {
        '@timestamp': time,
        message: text,
        host: { name: 'web1' },
        process: { name: 'sshd', pid: 4711 },
        log: { level: 'info', file: { path: '/var/log/auth.log' } },
        agent: { type: 'filebeat' },
      },
    ],
    'RFC 5424 and JSON': syslog(
      `<38>1 2026-11-24T11:59:59Z relay app 9 - - ${JSON.stringify({ ...own, timestamp: time })}`,
    ),
    'RFC 3164 and CEE': syslog(`<38>Nov 24 11:59:59 relay app[9]: @cee: ${JSON.stringify({ ...own, time })}`),
    GELF: [
      'gelf',
      {
        version: '1.1',
        host: 'web1',
        short_message: text,
        level: 6,
        timestamp: Date.parse(time) / 1_000,
        _program: 'sshd',
        _pid: 4711,
      },
    ],
  };
}

function logonToWindows(): Dialects {
  const data = {
    SubjectUserName: '-',
    TargetUserName: 'ann',
    TargetDomainName: 'EXAMPLE',
    Status: '0xc000006d',
    SubStatus: '0xc000006a',
    LogonType: '3',
    IpAddress: '192.0.2.7',
    IpPort: '50123',
  };
  const provider = 'Microsoft-Windows-Security-Auditing';
  const channel = 'Security';
  const message = 'An account failed to log on.\r\n\r\nSubject:\r\n\tSecurity ID:\t\tS-1-0-0';
  const nxlog = {
    EventTime: '2026-11-24 11:59:58',
    Hostname: 'dc1.example.com',
    Keywords: '-9218868437227405312',
    EventType: 'AUDIT_FAILURE',
    SeverityValue: 4,
    Severity: 'ERROR',
    EventID: 4625,
    SourceName: provider,
    Task: 12544,
    Channel: channel,
    Message: message,
    ...data,
    SourceModuleName: 'eventlog',
    SourceModuleType: 'im_msvistalog',
  };
  const lower = Object.fromEntries(Object.entries(nxlog).map(([key, value]) => [key.toLowerCase(), value]));
  const { hostname, message: summary, ...details } = lower;
  const underscored = Object.fromEntries(
    Object.entries(nxlog)
      .filter(([key]) => key !== 'Hostname' && key !== 'Message')
      .map(([key, value]) => [`_${key}`, value]),
  );
  const json = JSON.stringify(nxlog);
  return {
    'MozDef JSON': ['mozdef', { hostname, summary, utctimestamp: '2026-11-24T11:59:58Z', details }],
    nxlog: ['json', nxlog],
    Winlogbeat: [
      'json',
      {
        '@timestamp': '2026-11-24T11:59:58.000Z',
        message,
        host: { name: 'dc1.example.com' },
        log: { level: 'information' },
        event: { code: '4625', provider, action: 'Logon', kind: 'event', outcome: 'failure' },
        winlog: {
          channel,
          provider_name: provider,
          event_id: '4625',
          computer_name: 'dc1.example.com',
          keywords: ['Audit Failure'],
          event_data: data,
        },
      },
    ],
    'RFC 5424 and JSON': syslog(`<11>1 2026-11-24T11:59:59Z dc1.example.com ${provider} 704 - - ${json}`),
    GELF: [
      'gelf',
      {
        version: '1.1',
        host: 'dc1.example.com',
        short_message: message,
        level: 3,
        timestamp: 1_795_521_599,
        ...underscored,
      },
    ],
  };
}
