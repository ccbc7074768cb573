import { initialsOf } from './avatar';

describe('initials', () => {
  it.each([
    ['Mara Hill', 'MH'],
    ['Idris', 'ID'],
    ['ana-maria da costa', 'AC'],
    ['r.juniper', 'RJ'],
    ['Ö', 'Ö'],
    ['𝒜lice', '𝒜L'],
    ['', '?'],
  ])('of %s are %s', (name, initials) => expect(initialsOf(name)).toBe(initials));
});
