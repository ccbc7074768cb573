import type { NormalizerContext } from '@tocsin/plugin-kit';
import { anEvent } from '@tocsin/testing';

import { isWrapped, readWrapping, withShipper } from './mozdef-wrapper';

const wrapper = {
  category: 'proxy',
  customendpoint: ' ',
  SOURCE: 'access_src',
  MESSAGE: '{}',
  HOST_FROM: 'sensor.example',
  PRIORITY: 'notice',
  tags: 'squid',
};
const opened = {
  category: 'proxy',
  customendpoint: ' ',
  source: 'conn',
  summary: 'told',
  utctimestamp: '2026-11-24T10:00:00+00:00',
  severity: 'NOTICE',
  type: 'nsm',
  owner: 'ann',
  details: { a: 1, owner: 'bob' },
};

const context = (record: NormalizerContext['record']): NormalizerContext => ({
  ...{ source: 's', dialect: 'json', zone: 'UTC', receivedAt: Date.parse('2026-11-24T12:00:00Z'), record },
});

const around = (record: NormalizerContext['record'], fields: object, inner: object, event = anEvent()) =>
  withShipper({ fields, record: inner } as never, readWrapping(record), event, context(record));

describe('What is wrapped around a record for MozDef', () => {
  it.each([
    [wrapper, 'proxy', true],
    [wrapper, 'bro', false],
    [{ category: 'proxy' }, 'proxy', false],
    [{ CATEGORY: 'proxy', CustomEndpoint: ' ' }, 'proxy', true],
    [{ category: ['proxy'], customendpoint: ' ' }, 'proxy', false],
  ])('is told of %j by its category %s and by the endpoint it came to', (record, category, expected) => {
    expect(isWrapped(anEvent(), record, new Set([category]))).toBe(expected);
  });

  it('may have come to an endpoint of its own', () => {
    expect(isWrapped(anEvent({ 'tocsin.application': 'squid' }), { category: 'proxy' }, new Set(['proxy']))).toBe(true);
  });

  it('names the provider and has the record as text or opened, in one case or the other', () => {
    expect(readWrapping(wrapper)).toMatchObject({ provider: 'access_src', text: '{}', details: undefined });
    expect(readWrapping({ Source: 'x', Message: 'y' })).toMatchObject({ provider: 'x', text: 'y', around: {} });
    expect(readWrapping({ source: 'x', message: 'y', Details: { a: 1 } })).toEqual({
      provider: 'x',
      namedBy: 'source',
      text: undefined,
      details: { a: 1 },
      around: { message: 'y' },
    });
  });

  it('takes the one or the other of two sources and leaves the other', () => {
    const both = { SOURCE: 'access_src', source: 'access' };
    expect(readWrapping(both)).toMatchObject({ provider: 'access_src', around: { source: 'access' } });
    expect(readWrapping(both, 'last')).toMatchObject({ provider: 'access', around: { SOURCE: 'access_src' } });
  });

  it('gives category, tags, host and a summary to the event, and leaves the rest beside the record', () => {
    const record = { ...wrapper, summary: 'told' };
    expect(around(record, { message: 'mine' }, { a: 1, PRIORITY: 'mine' }, anEvent({ tags: ['dmz'] }))).toEqual({
      'tocsin.category': 'proxy',
      'host.name': 'sensor.example',
      tags: ['dmz', 'squid'],
      message: 'told',
      details: { a: 1, PRIORITY: 'mine', PRIORITY_: 'notice', customendpoint: ' ', HOST_FROM: 'sensor.example' },
    });
  });

  it('takes nothing away from what the record says when it says nothing itself', () => {
    expect(around({ tags: [7] }, { 'host.name': 'mine', message: 'm' }, {})).toEqual({
      'host.name': 'mine',
      message: 'm',
      details: { tags: [7] },
    });
  });

  it('has a time for a record that has none', () => {
    const record = { ...wrapper, utctimestamp: '2026-11-24T10:00:00+00:00' };
    expect(around(record, {}, {})['@timestamp']).toBe('2026-11-24T10:00:00.000Z');
    expect(around(record, { '@timestamp': '2026-11-24T09:00:00.000Z' }, {})['@timestamp']).toBe(
      '2026-11-24T09:00:00.000Z',
    );
  });

  it('says in the words of an event what MozDef said of a record that it opened', () => {
    const fields = {
      message: 'mine',
      'log.level': 'informational',
      'event.provider': 'conn',
      'event.outcome': 'success',
    };
    expect(around({ ...opened, status: 'failed' }, fields, opened.details)).toEqual({
      '@timestamp': '2026-11-24T10:00:00.000Z',
      message: 'told',
      'event.module': 'nsm',
      'event.outcome': 'success',
      'event.provider': 'conn',
      'event.severity': 5,
      'log.level': 'notice',
      'tocsin.category': 'proxy',
      details: { a: 1, owner: 'bob', owner_: 'ann', customendpoint: ' ', 'event.outcome': 'failure' },
    });
  });
});
