import { completionPlace, writtenValue } from './completion-place';

describe('what can be completed', () => {
  it.each([
    ['', { kind: 'field', from: 0, typed: '' }],
    ['use', { kind: 'field', from: 0, typed: 'use' }],
    ['a:b AND (NOT user.n', { kind: 'field', from: 13, typed: 'user.n' }],
    ['a:b ', { kind: 'field', from: 4, typed: '' }],
    ['-@time', { kind: 'field', from: 1, typed: '@time' }],
    ['user.name:', { kind: 'value', from: 10, typed: '', field: 'user.name' }],
    ['x AND user.name:ro', { kind: 'value', from: 16, typed: 'ro', field: 'user.name' }],
    ['user.name:"ro ot\\"x', { kind: 'value', from: 10, typed: 'ro ot"x', field: 'user.name' }],
    ['source.ip:10.', { kind: 'value', from: 10, typed: '10.', field: 'source.ip' }],
    ['a:"closed" b', { kind: 'field', from: 11, typed: 'b' }],
    ['"an open phrase', undefined],
    ['"an open user.name:x', undefined],
    ['a:"closed"', undefined],
    ['(a OR b)', undefined],
  ])('of %j is %j', (before, place) => expect(completionPlace(before)).toEqual(place));

  it.each([
    ['root', 'root'],
    ['10.0.0.1', '10.0.0.1'],
    ['2001:db8::1', '"2001:db8::1"'],
    ['a "b" \\c', '"a \\"b\\" \\\\c"'],
    ['AND', '"AND"'],
    ['-x', '"-x"'],
    ['*', '"*"'],
  ])('writes %j as %s', (value, text) => expect(writtenValue(value)).toBe(text));
});
