import { anEvent } from '@tocsin/testing';

import { detailsWithin, isWrapped, readWrapping, wrapperFields } from './mozdef-wrapper';

const wrapper = {
  category: 'proxy',
  customendpoint: ' ',
  SOURCE: 'access_src',
  MESSAGE: '{}',
  HOST_FROM: 'sensor.example',
  PRIORITY: 'notice',
  tags: 'squid',
};

describe('What MozDef wraps around a record', () => {
  it('is told by its category and by the endpoint it came to', () => {
    expect([
      isWrapped(anEvent(), wrapper, new Set(['proxy'])),
      isWrapped(anEvent(), wrapper, new Set(['bro'])),
      isWrapped(anEvent(), { category: 'proxy' }, new Set(['proxy'])),
      isWrapped(anEvent({ 'tocsin.application': 'squid' }), { category: 'proxy' }, new Set(['proxy'])),
    ]).toEqual([true, false, false, true]);
  });

  it('names the provider and has the record as text, in one case or the other', () => {
    expect(readWrapping(wrapper)).toEqual({ provider: 'access_src', text: '{}', details: undefined });
    expect(readWrapping({ source: 'x', message: 'y', details: { a: 1 } })).toEqual({
      provider: 'x',
      text: 'y',
      details: { a: 1 },
    });
  });

  it('gives category, tags and host to the event', () => {
    expect(wrapperFields(anEvent({ tags: ['dmz'] }), wrapper)).toEqual({
      'tocsin.category': 'proxy',
      'host.name': 'sensor.example',
      tags: ['dmz', 'squid'],
    });
  });

  it('leaves what else it says beside the record', () => {
    expect(detailsWithin(wrapper, { a: 1, PRIORITY: 'mine' })).toEqual({
      a: 1,
      PRIORITY: 'mine',
      customendpoint: ' ',
      HOST_FROM: 'sensor.example',
    });
  });
});
