import { typedMode, typedValue } from './typed-value';

describe(typedValue.name, () => {
  it.each([
    ['203.0.113.7', 'address', '203.0.113.7'],
    [' 203.0.113[.]7 ', 'address', '203.0.113.7'],
    ['2001:db8::1', 'address', '2001:db8::1'],
    ['::ffff:203.0.113.7', 'address', '::ffff:203.0.113.7'],
    ['D41D8CD98F00B204E9800998ECF8427E', 'hash', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['evil[.]example', 'name', 'evil.example'],
  ])('takes %s for a %s', (typed, kind, value) => {
    expect(typedValue(typed)).toEqual({ kind, value });
  });

  it.each(['', '300.1.1.1', '12:30', 'theme', 'go to alerts', 'A-18422', 'd41d8cd9', '1.2.3'])(
    'takes %j for nothing',
    (typed) => {
      expect(typedValue(typed)).toBeUndefined();
    },
  );
});

describe(typedMode.name, () => {
  it.each([
    ['> theme', 'commands', ' theme'],
    ['@id', 'people', 'id'],
    ['alerts', 'all', 'alerts'],
  ])('of %j is %s', (typed, mode, rest) => {
    expect(typedMode(typed)).toEqual({ mode, rest });
  });
});
