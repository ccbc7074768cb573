import { TestBed } from '@angular/core/testing';

import { consoleBed, flushEffects } from '../../../testing/console-bed';
import { byRole, textOf } from '../../../testing/screen';
import { ConnectionBanner } from './connection-banner';

describe(ConnectionBanner.name, () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-24T12:03:55Z') }));
  afterEach(() => vi.useRealTimers());

  it('comes after three seconds without connection, says since when, and goes with the return', async () => {
    const { socket } = consoleBed();
    const fixture = TestBed.createComponent(ConnectionBanner);
    const element = fixture.nativeElement as HTMLElement;
    await flushEffects();
    socket.emit('connect');
    socket.emit('disconnect', 'transport close');
    vi.advanceTimersByTime(2000);
    await flushEffects();
    expect(textOf(element)).toBe('');
    vi.advanceTimersByTime(1000);
    await flushEffects();
    expect(textOf(byRole(element, 'alert'))).toContain('Not connected since 12:03:55. What you see may be old.');
    byRole(element, 'button', 'Try now').click();
    expect(socket.connects).toBe(2);
    socket.emit('connect');
    await flushEffects();
    expect(textOf(element)).toBe('');
  });
});
