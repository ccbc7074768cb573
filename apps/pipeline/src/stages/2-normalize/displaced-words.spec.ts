import type { SecurityEvent } from '@tocsin/event-model';
import { anEvent } from '@tocsin/testing';

import type { BatchEvent } from '../../batch/batch-under-way';
import { keepDisplaced, rememberTold } from './displaced-words';

function after(before: Partial<SecurityEvent>, change: Partial<SecurityEvent>): SecurityEvent['details'] {
  const event = anEvent(before);
  const events = [{ event } as BatchEvent];
  const told = rememberTold(events);
  Object.assign(event, change);
  keepDisplaced(events, told);
  return event.details;
}

describe('What a shipper said and the text within said otherwise', () => {
  it('stays in details', () => {
    const relay = { 'source.ip': '198.51.100.9', 'user.name': 'relay', 'host.name': 'web' };
    expect(after(relay, { 'source.ip': '203.0.113.7', 'user.name': 'root', details: { a: 1 } })).toEqual({
      a: 1,
      shipper: { 'source.ip': '198.51.100.9', 'user.name': 'relay' },
    });
  });

  it.each([
    [{ 'source.ip': '198.51.100.9' }, { 'source.ip': '198.51.100.9', message: 'x' }],
    [{ 'source.ip': undefined }, { 'source.ip': '203.0.113.7' }],
    [{ 'source.ip': ['192.0.2.1'] }, { 'source.ip': ['192.0.2.1'] }],
    [
      { message: 'a', 'log.level': 'notice' },
      { message: 'b', 'log.level': 'informational' },
    ],
  ])('is nothing when %j became %j', (before, change) => {
    expect(after(before, change)).toBeUndefined();
  });

  it('stands beside what it said of a line with a header, or under a free name', () => {
    const before = { 'source.port': 1 };
    const header = { shipper: { 'host.name': 'relay' } };
    expect(after(before, { 'source.port': 2, details: header })).toEqual({
      shipper: { 'host.name': 'relay', 'source.port': 1 },
    });
    expect(after(before, { 'source.port': 2, details: { shipper: 'post' } })).toEqual({
      shipper: 'post',
      shipper_: { 'source.port': 1 },
    });
  });

  it('stays when the text has a detail of the same name', () => {
    const before = { details: { hostname: 'relay', list: [1], same: 1 } };
    expect(after(before, { details: { hostname: 'web', list: [1], same: 1, more: 2 } })).toEqual({
      ...{ hostname: 'web', hostname_: 'relay', list: [1], same: 1, more: 2 },
    });
    expect(after(before, { details: { more: 2 } })).toEqual({ more: 2 });
  });

  it('is not looked for in events that came later', () => {
    expect(() => keepDisplaced([{ event: anEvent() } as BatchEvent], rememberTold([]))).not.toThrow();
  });
});
