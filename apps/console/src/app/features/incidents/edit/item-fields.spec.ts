import { labelOf, timeOf, timeText } from './item-fields';

describe('a time as it is typed', () => {
  it.each([
    ['2026-11-24 12:15', '2026-11-24T12:15:00.000Z'],
    ['2026-11-24T12:15Z', '2026-11-24T12:15:00.000Z'],
    ['2026-11-24T12:15:30+01:00', '2026-11-24T11:15:30.000Z'],
    ['2026-11-24', '2026-11-24T00:00:00.000Z'],
  ])('%j is %s', (typed, time) => expect(timeOf(typed)).toBe(time));

  it.each(['', 'tomorrow', '12:15', '2026-13-40 12:00'])('%j is none', (typed) =>
    expect(timeOf(typed)).toBeUndefined(),
  );

  it('is shown as it is typed', () => {
    expect(timeText('2026-11-24T12:15:00.000Z')).toBe('2026-11-24 12:15');
    expect(timeText(null)).toBe('');
  });
});

describe('a field of an item', () => {
  it('has words', () => {
    expect(labelOf('task', 'dueAt')).toBe('Due');
    expect(labelOf('task', 'state')).toBe('state');
  });
});
