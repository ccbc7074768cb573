import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { consoleBed, flushEffects } from '../../../../testing/console-bed';
import { IDRIS, MARA } from '../../../../testing/fixtures';
import { textOf } from '../../../../testing/screen';
import { AlertPresence } from './alert-presence';
import { PeopleHere } from './people-here';

const NOOR = { id: 'noor-id', username: 'noor', displayName: 'Noor Vale' };

@Component({
  selector: 'tocsin-presence-host',
  imports: [PeopleHere],
  template: `<tocsin-people-here number="A-1" />`,
})
class Host {
  readonly number = signal<string | undefined>('A-1');

  constructor() {
    TestBed.inject(AlertPresence).visit(this.number);
  }
}

async function open() {
  const bed = consoleBed();
  const fixture = TestBed.createComponent(Host);
  await flushEffects();
  bed.socket.emit('connect');
  await flushEffects();
  const said = () => bed.socket.sent.filter(([name]) => name === 'presence.here').map(([, place]) => place);
  return { ...bed, fixture, said, words: () => textOf(fixture.nativeElement as HTMLElement) };
}

describe('who has an alert before them', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('is asked on connecting, said while one looks, and taken back when one leaves', async () => {
    const { fixture, said } = await open();
    expect(said()).toEqual([{ alert: null }]);
    vi.advanceTimersByTime(500);
    expect(said().slice(1)).toEqual([{ alert: 'A-1' }]);
    vi.advanceTimersByTime(10_000);
    expect(said().slice(1)).toEqual([{ alert: 'A-1' }, { alert: 'A-1' }, { alert: 'A-1' }]);
    fixture.destroy();
    await flushEffects();
    expect(said().at(-1)).toEqual({ alert: null });
    const { length } = said();
    vi.advanceTimersByTime(20_000);
    expect(said()).toHaveLength(length);
  });

  it('is not said by who only passes through', async () => {
    const { fixture, said } = await open();
    fixture.componentInstance.number.set('A-2');
    await flushEffects();
    vi.advanceTimersByTime(500);
    expect(said()).not.toContainEqual({ alert: 'A-1' });
    expect(said().at(-1)).toEqual({ alert: 'A-2' });
  });

  it('names others, not oneself, and nobody once the connection is lost', async () => {
    const { socket, words } = await open();
    socket.emit('presence', { places: [{ alert: 'A-1', people: [MARA] }] });
    await flushEffects();
    expect(words()).toBe('');
    socket.emit('presence', { places: [{ alert: 'A-1', people: [MARA, NOOR] }] });
    await flushEffects();
    expect(words()).toBe('NVNoor Vale is here');
    socket.emit('presence', { places: [{ alert: 'A-1', people: [IDRIS, NOOR] }] });
    await flushEffects();
    expect(words()).toContain('Idris Bell, Noor Vale are here');
    socket.emit('disconnect', 'transport close');
    await flushEffects();
    expect(words()).toBe('');
  });

  it('is learnt from the answer, too', async () => {
    const { socket, words } = await open();
    const answer = socket.sent.find(([name]) => name === 'presence.here')?.[2] as (told: unknown) => void;
    answer({ places: [{ alert: 'A-1', people: [NOOR] }] });
    await flushEffects();
    expect(words()).toContain('Noor Vale is here');
  });
});
