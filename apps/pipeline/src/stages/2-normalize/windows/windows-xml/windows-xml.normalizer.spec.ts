import type { SecurityEvent } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../../shippers/alias/alias.normalizer';
import { SyslogLineNormalizer } from '../../shippers/syslog-line/syslog-line.normalizer';
import { readXml } from './read-xml';
import { WindowsXmlNormalizer } from './windows-xml.normalizer';

const XML =
  "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>" +
  "<Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-A5BA-3E3B0328C30D}'/>" +
  '<EventID Qualifiers="">4624</EventID><Version>2</Version><Level>0</Level><Task>12544</Task>' +
  "<Keywords>0x8020000000000000</Keywords><TimeCreated SystemTime='2026-11-24T11:59:58.123456700Z'/>" +
  "<EventRecordID>7</EventRecordID><Correlation/><Execution ProcessID='704' ThreadID='424'/>" +
  '<Channel>Security</Channel><Computer>dc1.example.com</Computer><Security/></System><EventData>' +
  "<Data Name='TargetUserName'>ann &amp; b&#111;b</Data><Data Name='LogonType'>3</Data>" +
  "<Data Name='IpAddress'>192.0.2.7</Data><Data Name='WorkstationName'></Data></EventData></Event>";
const context: NormalizerContext = { source: 'wef', dialect: 'splunk_hec', zone: 'UTC', receivedAt: 0, record: {} };
const PLUGINS = [new AliasNormalizer(), new SyslogLineNormalizer(), new WindowsXmlNormalizer()];

const understood = async (record: object, dialect = 'splunk_hec'): Promise<SecurityEvent> =>
  (await normalized(PLUGINS, [record], { dialect }))[0]!;

describe(WindowsXmlNormalizer.name, () => {
  describeNormalizerContract({
    normalizer: new WindowsXmlNormalizer(),
    options: {},
    event: { '@timestamp': '2026-11-24T12:00:00.000Z', message: XML },
    context,
  });

  it.each([
    ['from HEC', { message: XML, time: 1_795_521_600, host: 'collector', sourcetype: 'XmlWinEventLog' }, 'splunk_hec'],
    ['behind a header of syslog', { message: `<14>Nov 24 12:00:00 collector wef: ${XML}` }, 'syslog'],
    ['with a declaration', { message: `<?xml version="1.0"?>\n${XML}` }, 'json'],
  ])('reads an event %s', async (_, record, dialect) => {
    const event = await understood(record, dialect);
    expect(event).toMatchObject({
      '@timestamp': '2026-11-24T11:59:58.123Z',
      message: 'Logged in: ann & bob, from 192.0.2.7, logon Network',
      'event.action': 'logged-in',
      'event.code': '4624',
      'event.dataset': 'windows.security',
      'event.outcome': 'success',
      'host.name': 'dc1.example.com',
      'source.ip': '192.0.2.7',
      'user.name': 'ann & bob',
      'winlog.channel': 'Security',
      'winlog.event_data.LogonType': '3',
      'winlog.event_data.TargetUserName': 'ann & bob',
      'winlog.record_id': '7',
    });
    expect(event['event.original']).toContain(XML);
    expect(event['process.name']).toBeUndefined();
  });

  it('keeps when and where the shipper got it', async () => {
    const { details } = await understood({ message: XML, time: 1_795_521_600, host: 'collector' });
    expect(details).toEqual({ shipper: { '@timestamp': '2026-11-24T12:00:00.000Z', 'host.name': 'collector' } });
  });

  it('takes the message that Windows rendered', async () => {
    const rendered = XML.replace(
      '</Event>',
      '<RenderingInfo Culture="en"><Message>A logon.</Message></RenderingInfo></Event>',
    );
    expect((await understood({ message: rendered })).message).toBe('A logon.');
  });

  it.each([
    '<Event>',
    '<Event></Other>',
    '<Eventually/>',
    '<Event a="b',
    '<Event><!ENTITY x "y"></Event>',
    '<Events/>',
  ])('leaves %j alone', async (message) => {
    expect(await understood({ message }, 'json')).toMatchObject({ message });
  });
});

describe(readXml.name, () => {
  it('reads elements, attributes and texts, and several of one name as a list', () => {
    expect(JSON.parse(JSON.stringify(readXml('<a x=\'1\'><b>t</b><b y="&lt;2"/> tail</a>')))).toEqual({
      a: { '#attributes': { x: '1' }, b: ['t', { '#attributes': { y: '<2' } }], '#text': ' tail' },
    });
  });

  it('takes `__proto__` for a name like any other', () => {
    const read = readXml('<__proto__ polluted="1"/>');
    expect(Object.keys(read ?? {})).toEqual(['__proto__']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each(['<a>', '</a>', '<a></b>', '<a', 'text', '<>', `${'<a>'.repeat(50)}${'</a>'.repeat(50)}`])(
    'refuses %j',
    (text) => {
      expect(readXml(text)).toBeUndefined();
    },
  );

  it('reads what is made to take long without delay', () => {
    const begun = performance.now();
    for (const worst of ['<', '<a>', '<a ', "<a b='", '&#1;', ' '.repeat(50), 'a=', "<a x='y'/>"])
      readXml(`<Event>${worst.repeat(100_000)}</Event>`);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});
