import { shapeFault, syntaxFault } from './line-fault';

describe(shapeFault.name, () => {
  it('finds nothing wrong with an object as deep as allowed', () => {
    expect(shapeFault({ a: { b: [] } }, 3)).toBeUndefined();
  });

  it.each([
    ['an object one level too deep', { a: { b: [] } }, 2, 'parse.depth'],
    ['a list', [{}], 9, 'parse.shape'],
    ['null', null, 9, 'parse.shape'],
    ['a number', 7, 9, 'parse.shape'],
  ])('refuses %s', (_, value, depth, code) => {
    expect(shapeFault(value, depth)).toEqual({ code, reason: expect.any(String) as string });
  });
});

describe(syntaxFault.name, () => {
  it('says what is wrong without quoting the data', () => {
    let failure: unknown;
    try {
      JSON.parse('{"password":"hunter2" oops}');
    } catch (error) {
      failure = error;
    }
    const { code, reason } = syntaxFault(failure);
    expect(code).toBe('parse.json');
    expect(reason).not.toMatch(/hunter2|oops/);
  });
});
