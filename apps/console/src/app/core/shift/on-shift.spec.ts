import { TestBed } from '@angular/core/testing';
import type { Shift } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../testing/console-bed';
import { aSession, IDRIS, MARA } from '../../../testing/fixtures';
import { allByRole, byRole, textOf } from '../../../testing/screen';
import { OnShiftList } from './on-shift';
import { placeOf, placeWords } from './place-words';
import { ShiftPlace } from './shift-place';
import { ShiftStore } from './shift-store';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const onShift = (id: string, displayName: string, place: string | null, minutes = 0) => ({
  ...{ id, displayName, place, since: ago(60), seenAt: ago(minutes) },
});
const PERIOD = { from: ago(60), to: ago(-60), noteId: 'shift/20261128T0600Z/note' };

async function open(people: Shift['people'] = []) {
  const bed = consoleBed({ session: aSession(['status.read']), providers: [ShiftPlace] });
  const element = TestBed.createComponent(OnShiftList).nativeElement as HTMLElement;
  TestBed.inject(ShiftPlace);
  await settle();
  bed.http.expectOne('/api/shift').flush({ people, current: PERIOD, previous: PERIOD });
  await settle();
  return { ...bed, element };
}

describe('who is on shift', () => {
  it('stands with where they are, and is told of as it changes', async () => {
    const { element, socket } = await open([onShift(IDRIS.id, 'Idris Bell', 'INC-2026-0042')]);
    expect(byRole(element, 'link', 'Idris Bell is at INC-2026-0042').getAttribute('href')).toBe(
      '/incidents/INC-2026-0042',
    );
    socket.emit('shift', { people: [onShift(IDRIS.id, 'Idris Bell', null), onShift('tove', 'Tove', 'hunt', 14)] });
    await settle();
    expect(allByRole(element, 'link')).toEqual([]);
    expect(textOf(element)).toContain('Toveaway 14 min');
    socket.emit('shift', { people: [] });
    await settle();
    expect(textOf(element)).toBe('');
  });

  it('says where oneself is as soon as one is on shift, and not before', async () => {
    const { socket, http } = await open();
    socket.emit('connect');
    await settle();
    for (const request of http.match('/api/shift')) request.flush({ people: [], current: PERIOD, previous: PERIOD });
    expect(socket.sent.filter(([name]) => name === 'shift.here')).toEqual([]);
    void TestBed.inject(ShiftStore).start();
    const people = [onShift(MARA.id, 'Mara', 'home')];
    http.expectOne('/api/shift/start').flush({ people, current: PERIOD, previous: PERIOD });
    await settle();
    // The bed stands at `/`, which is no screen.
    expect(TestBed.inject(ShiftStore).isOn()).toBe(true);
  });
});

describe(placeOf.name, () => {
  it.each([
    ['/incidents/INC-2026-0042/tasks?item=1', 'INC-2026-0042'],
    ['/alerts/views/open?open=A-18422', 'A-18422'],
    ['/alerts/views/open', 'alerts'],
    ['/hunt?q=A-1', 'hunt'],
    ['/login', undefined],
    ['/', undefined],
  ])('of %s is %s', (url, place) => {
    expect(placeOf(url)).toBe(place);
  });

  it('has words', () => {
    expect(placeWords('flow')).toEqual({ words: 'Sources & flow', path: '/flow' });
    expect(placeWords('constructor')).toEqual({ words: 'on shift', path: undefined });
  });
});
