import { requiredLiterals } from './required-literals';

describe(requiredLiterals.name, () => {
  it.each<[string, string, readonly string[] | undefined]>([
    ['abc', '', ['abc']],
    ['ABC', '', ['abc']],
    ['abc', 'i', ['abc']],
    ['\\d+-(?:start|begin)ning', '', ['start', 'begin']],
    ['a.longer.b', '', ['longer']],
    ['x(?:abc)+y', '', ['abc']],
    ['x(?:abc)*y', '', ['x']],
    ['ab?c', '', ['a']],
    ['foo|bar', '', ['foo', 'bar']],
    ['foo|\\d', '', undefined],
    ['[ab]c', '', ['c']],
    ['[aA]c', '', ['ac']],
    ['[^a]', '', undefined],
    ['^\\\\\\\\host$', '', ['\\\\host']],
    ['.*', '', undefined],
    ['', '', undefined],
    ['\\bword\\b', '', undefined],
  ])('of %s with %s is %j', (pattern, flags, expected) => {
    expect(requiredLiterals(pattern, flags)).toEqual(expected);
  });
});
