import { addAlertTerm, readAlertWords, removeAlertTerm, writeAlertTerm } from './alert-terms';

const keep = (field: string, value: string) => ({ field, value, isLeftOut: false });
const drop = (field: string, value: string) => ({ field, value, isLeftOut: true });

describe('the text of an alert filter', () => {
  it.each([
    ['severity:high', [keep('severity', 'high')], []],
    ['-rule:ssh-guess', [drop('rule', 'ssh-guess')], []],
    ['user.name:"Ada Byron" vpn', [keep('user.name', 'Ada Byron')], ['vpn']],
    ['"many words" two', [], ['many words', 'two']],
    ['SEVERITY:high Tag:vpn', [keep('severity', 'high'), keep('tag', 'vpn')], []],
    ['C:\\Users 10.0.0.1:443 -enc http://x', [], ['C:\\Users', '10.0.0.1:443', '-enc', 'http://x']],
    ['entity:"C:\\Users\\ada"', [keep('entity', 'C:\\Users\\ada')], []],
    ['severity: "open', [], ['severity:', '"open']],
    ['tag:"a"b', [], ['tag:"a"b']],
    ['entity:"a\\u0000b"', [keep('entity', 'ab')], []],
    ['""', [], []],
    ['', [], []],
  ])('%s', (text, terms, words) => {
    expect(readAlertWords(text)).toEqual({ terms, words });
  });

  it.each(['plain', 'two words', '"', '\\', 'a"b\\c', 'line\nbreak', '\u0085', '', '-x', 'ü €', 'a:b', '❤️ \u202e'])(
    'reads %j as it was written',
    (value) => {
      for (const term of [keep('entity', value), drop('user.name', value)]) {
        const text = writeAlertTerm(term);
        expect(text).toMatch(/^\P{Cc}*$/u);
        expect(readAlertWords(`a ${text} b`)).toEqual({ terms: [term], words: ['a', 'b'] });
      }
    },
  );

  it('keeps, leaves out and forgets a value without touching the rest', () => {
    const text = addAlertTerm('vpn  tag:"x y"', keep('severity', 'high'));
    expect(text).toBe('vpn tag:"x y" severity:high');
    expect(addAlertTerm(text, drop('severity', 'high'))).toBe('vpn tag:"x y" -severity:high');
    expect(removeAlertTerm(text, keep('tag', 'x y'))).toBe('vpn severity:high');
  });

  it('names an entity of an odd field by its value', () => {
    expect(writeAlertTerm(keep('odd field', 'x'))).toBe('entity:x');
  });

  it('is read in no time, however long it is', () => {
    const started = performance.now();
    readAlertWords('"\\'.repeat(50_000));
    readAlertWords('a.'.repeat(50_000));
    readAlertWords('a:"'.repeat(30_000));
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
