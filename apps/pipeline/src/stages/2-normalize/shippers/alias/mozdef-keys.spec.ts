import type { SecurityEvent } from '@tocsin/event-model';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from './alias.normalizer';

const understood = async (record: object): Promise<SecurityEvent> =>
  (await normalized([new AliasNormalizer()], [record], { receivedAt: '2026-11-24T12:00:00.000Z' }))[0]!;

describe('Keys as users of MozDef send them', () => {
  it('reads what a syslog daemon writes in capitals', async () => {
    const event = await understood({
      CATEGORY: 'syslog',
      DATE: 'Nov 20 14:01:12',
      FACILITY: 'daemon',
      HOST: 'web1',
      HOST_FROM: '198.51.100.9',
      LEGACY_MSGHDR: 'systemd[1]: ',
      MESSAGE: 'Stopped Getty on tty1.',
      PID: '1',
      PRIORITY: 'info',
      PROGRAM: 'systemd',
      SEQNUM: '8',
      SOURCE: 'syslog_tcp',
      SOURCEIP: '198.51.100.9',
      TAGS: '.source.syslog_tcp',
    });
    expect(event).toMatchObject({
      '@timestamp': '2026-11-20T14:01:12.000Z',
      message: 'Stopped Getty on tty1.',
      'event.provider': 'syslog_tcp',
      'event.severity': 6,
      'host.name': 'web1',
      'log.level': 'informational',
      'log.syslog.facility.code': 3,
      'log.syslog.facility.name': 'daemon',
      'process.name': 'systemd',
      'process.pid': 1,
      'source.ip': '198.51.100.9',
      'tocsin.category': 'syslog',
      tags: ['.source.syslog_tcp'],
      details: { HOST_FROM: '198.51.100.9', LEGACY_MSGHDR: 'systemd[1]: ', SEQNUM: '8' },
    });
  });

  it.each([
    [['one'], ['one']],
    ['one', ['one']],
    [[], undefined],
    ['', undefined],
  ])('takes tags %j', async (tags, expected) => {
    expect((await understood({ tags })).tags).toEqual(expected);
  });

  it("keeps heka's payload beside a summary, and details that are a text", async () => {
    expect(await understood({ summary: 'said', payload: 'carried', details: 'text' })).toMatchObject({
      message: 'said',
      details: { message: 'text', payload: 'carried' },
    });
    expect(await understood({ payload: 'carried' })).toMatchObject({ message: 'carried' });
  });

  it('has no details when none were sent', async () => {
    expect((await understood({ summary: 'said' })).details).toBeUndefined();
  });

  it('finds the container of details however it is written, and keeps the keys inside as they are', async () => {
    const details = { RequestParameters: { Description: 'x', ApplicationSource: { 'someKey:': 'y' } } };
    expect((await understood({ source: 'cloudtrail', Details: details })).details).toEqual(details);
  });

  it('keeps keys with dots where others have a path', async () => {
    const details = { urls: { '.ds_store': 'a', 'ds_store.': 'b', 'js/app.js': 'c' } };
    expect((await understood({ details })).details).toEqual(details);
  });

  it.each(['message', 'cmdline'])('keeps a very long %s whole', async (key) => {
    const event = await understood({ summary: 'a'.repeat(8_000), details: { [key]: 'b'.repeat(80_000) } });
    expect(event.message).toHaveLength(8_000);
    expect(event.details?.[key]).toHaveLength(80_000);
  });

  it('keeps what others stamped on the event, under their own names', async () => {
    const stamps = { receivedtimestamp: '2026-11-24T11:59:59+00:00', mozdefhostname: 'mozdef1' };
    const event = await understood({ ...stamps, utctimestamp: '2026-11-24T11:59:58+00:00' });
    expect(event['@timestamp']).toBe('2026-11-24T11:59:58.000Z');
    expect(event['event.ingested']).toBe('2026-11-24T12:00:00.000Z');
    expect(event.details).toEqual(stamps);
  });

  it('reads an address of either version where MozDef kept them apart', async () => {
    const ends = { sourceipv6address: '2001:db8::7', destinationipv4address: '198.51.100.4' };
    expect(await understood({ details: ends })).toMatchObject({
      'source.ip': '2001:db8::7',
      'destination.ip': '198.51.100.4',
    });
    const both = {
      sourceipaddress: '192.0.2.7',
      sourceipv4address: '192.0.2.7',
      destinationipv6address: '2001:db8::4',
    };
    expect(await understood({ details: both })).toMatchObject({
      'source.ip': '192.0.2.7',
      'destination.ip': '2001:db8::4',
      details: { sourceipv4address: '192.0.2.7' },
    });
  });

  it('casts by the ending of a dotted key, and says so when it cannot', async () => {
    expect(
      (await understood({ 'details.n_int': '5', 'fields.r_float': '1.5', 'details.bad_int': 'x' })).details,
    ).toEqual({
      n_int: 5,
      r_float: 1.5,
      bad_int: 'x',
    });
  });

  it("keeps an epoch's milliseconds, whatever it counts in", async () => {
    const times = [
      1_795_521_598.123,
      '1795521598.123',
      1_795_521_598_123,
      1_795_521_598_123_000,
      '1795521598123456789',
    ];
    const events = await Promise.all(times.map((timestamp) => understood({ timestamp })));
    expect(new Set(events.map((event) => event['@timestamp']))).toEqual(new Set(['2026-11-24T11:59:58.123Z']));
  });
});
