import { isNoteOfTheseWeeks, noteIdOf, periodAt, periodBefore, shiftStarts } from './shift-periods';

const STARTS = shiftStarts('22:00, 06:00,14:00,06:00');
const at = (time: string) => new Date(`2026-11-28T${time}Z`);
const told = (time: string) => {
  const period = periodAt(at(time), STARTS);
  return [period, periodBefore(period, STARTS)].map(({ from, to }) =>
    [from, to].map((one) => one.toISOString().slice(5, 16)),
  );
};

describe('shifts', () => {
  it('follow each other without a gap, over midnight too', () => {
    expect(told('06:00:00')[0]).toEqual(['11-28T06:00', '11-28T14:00']);
    expect(told('05:59:59')).toEqual([
      ['11-27T22:00', '11-28T06:00'],
      ['11-27T14:00', '11-27T22:00'],
    ]);
    expect(told('23:30:00')[0]).toEqual(['11-28T22:00', '11-29T06:00']);
  });

  it('may be one a day', () => {
    const period = periodAt(at('03:00:00'), shiftStarts('08:30'));
    expect(noteIdOf(period)).toBe('shift/20261127T0830Z/note');
  });

  it.each([
    ['shift/20261128T0600Z/note', true],
    ['shift/20261120T2200Z/note', true],
    ['shift/20261128T0700Z/note', false],
    ['shift/20261128T2200Z/note', false],
    ['shift/20260101T0600Z/note', false],
    ['shift/20269999T9999Z/note', false],
    ['incident/INC-2026-0001/notes', false],
  ])('have a note: %s, %s', (id, isOne) => {
    expect(isNoteOfTheseWeeks(id, at('09:00:00'), STARTS)).toBe(isOne);
  });
});
