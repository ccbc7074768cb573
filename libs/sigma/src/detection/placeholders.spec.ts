import { RuleError } from '../rules/rule-error';
import { expanded } from './placeholders';

const VALUES = new Map([
  ['admins', ['root', 'adm*']],
  ['DC-1', ['a', 'b']],
  ['none', []],
]);

describe(expanded.name, () => {
  it.each([
    ['%admins%', ['root', 'adm*']],
    ['x\\%admins%', ['x\\root', 'x\\adm*']],
    ['%admins%-%DC-1%!', ['root-a!', 'root-b!', 'adm*-a!', 'adm*-b!']],
    ['100 %', ['100 %']],
    ['%APPDATA', ['%APPDATA']],
  ])('makes of %s what it stands for', (text, texts) => {
    expect(expanded(text, VALUES)).toEqual(texts);
  });

  it.each(['%other%', '%none%'])('refuses %s, which has no values', (text) => {
    expect(() => expanded(text, VALUES)).toThrow(RuleError);
  });

  it('makes no more values than can be looked for', () => {
    expect(() => expanded('%DC-1%'.repeat(40), VALUES)).toThrow(/more than/);
  });
});
