import { readKeyValues } from './key-value';

const read = (...parameters: Parameters<typeof readKeyValues>) => ({ ...readKeyValues(...parameters) });

describe(readKeyValues.name, () => {
  it('reads pairs with and without quotes', () => {
    expect(read('a=1 b="two words" c= d="say \\"hi\\" to C:\\\\" e=x=y')).toEqual({
      a: '1',
      b: 'two words',
      c: '',
      d: 'say "hi" to C:\\',
      e: 'x=y',
    });
  });

  it('passes over what is no pair', () => {
    expect(read('a line of text: a=1 and b=2 more')).toEqual({ a: '1', b: '2' });
  });

  it('keeps blanks in bare values when something else stands between pairs', () => {
    expect(read('Policy=Internet Access, SrcIp=192.0.2.1,DstPort=80', { assign: '=', separator: ',' })).toEqual({
      Policy: 'Internet Access',
      SrcIp: '192.0.2.1',
      DstPort: '80',
    });
  });

  it('reads the form with colons and semicolons', () => {
    expect(read('action:"Drop"; src:"192.0.2.1"; ike::"Main Mode"; ', { assign: ':', separator: ';' })).toEqual({
      action: 'Drop',
      src: '192.0.2.1',
      ike: 'Main Mode',
    });
  });

  it('keeps the first of two values and takes `__proto__` for a key like any other', () => {
    const values = readKeyValues('a=1 a=2 __proto__=x');
    expect(Object.entries(values)).toEqual([
      ['a', '1'],
      ['__proto__', 'x'],
    ]);
  });

  it('reads a value whose quotes are never closed', () => {
    expect(read('a="never closed b=2')).toEqual({ a: 'never closed b=2' });
  });

  it('stops at some number of pairs', () => {
    expect(Object.keys(readKeyValues('k'.repeat(3) + '=v '.repeat(10_000)))).toHaveLength(1);
    const many = Array.from({ length: 5_000 }, (_, n) => `k${n}=v`).join(' ');
    expect(Object.keys(readKeyValues(many))).toHaveLength(500);
  });
});
