import { TestBed } from '@angular/core/testing';

import { flushEffects } from '../../../testing/console-bed';
import { Preferences } from '../preferences/preferences';
import { Moment } from './moment';
import { ServerClock } from './server-clock';

async function show(at: string) {
  const fixture = TestBed.createComponent(Moment);
  fixture.componentRef.setInput('at', at);
  await flushEffects();
  return (fixture.nativeElement as HTMLElement).querySelector('time') as HTMLTimeElement;
}

describe(Moment.name, () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-24T23:59:58Z') }));
  afterEach(() => vi.useRealTimers());

  it('says the moment to machines whole and to people short', async () => {
    const time = await show('2026-11-24T12:04:37.412Z');
    expect([time.dateTime, time.textContent]).toEqual(['2026-11-24T12:04:37.412Z', '12:04:37']);
  });

  it('tells everything else about it to the pointer', async () => {
    const time = await show('2026-11-24T23:36:58.000Z');
    time.dispatchEvent(new Event('pointerenter'));
    await flushEffects();
    expect(time.title).toContain('2026-11-24 23:36:58.000 UTC');
    expect(time.title).toContain('23 min ago');
  });

  it('gets its day at midnight', async () => {
    const time = await show('2026-11-24T12:04:37.000Z');
    vi.advanceTimersByTime(3000);
    await flushEffects();
    expect(time.textContent).toBe('24 Nov 12:04:37');
  });

  it('changes with the zone', async () => {
    const offset = vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-60);
    const time = await show('2026-11-24T12:04:37.000Z');
    TestBed.inject(Preferences).set({ zone: 'local' });
    await flushEffects();
    // An hour ahead it is tomorrow already.
    expect(time.textContent).toBe('24 Nov 13:04:37');
    offset.mockRestore();
  });

  it('takes the day of the server, not of a machine that is wrong', async () => {
    TestBed.inject(ServerClock).adjust('2026-11-26T08:00:00.000Z');
    expect((await show('2026-11-24T12:04:37.000Z')).textContent).toBe('24 Nov 12:04:37');
  });
});
