import { editBetween, movedPlace } from './text-edit';

describe('what turns one text into another', () => {
  it.each([
    ['abc', 'abXc', { at: 2, removed: 0, inserted: 'X' }],
    ['abc', 'ac', { at: 1, removed: 1, inserted: '' }],
    ['', 'x', { at: 0, removed: 0, inserted: 'x' }],
    ['aaa', 'aa', { at: 2, removed: 1, inserted: '' }],
    ['one two', 'one 2', { at: 4, removed: 3, inserted: '2' }],
    ['same', 'same', undefined],
  ])('%s → %s', (before, after, edit) => {
    expect(editBetween(before, after)).toEqual(edit);
    if (edit === undefined) return;
    expect(before.slice(0, edit.at) + edit.inserted + before.slice(edit.at + edit.removed)).toBe(after);
  });
});

describe('a place in a text that somebody else changes', () => {
  const edit = { at: 4, removed: 2, inserted: 'xyz' };

  it.each([
    [2, 2],
    [4, 4],
    [5, 7],
    [6, 7],
    [9, 10],
  ])('%d is then %d', (before, after) => {
    expect(movedPlace(before, edit)).toBe(after);
  });
});
