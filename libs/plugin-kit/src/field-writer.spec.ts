import { FieldWriter, UndeclaredWrite, WrongType } from './field-writer';

describe(FieldWriter.name, () => {
  const writer = new FieldWriter(['source.ip', 'source.geo.*', 'event.category', 'message', 'details.*', 'vendor.*']);

  it.each([
    ['source.ip', '192.0.2.1'],
    ['source.ip', ['192.0.2.1', '2001:db8::1']],
    ['source.ip', null],
    ['source.geo.city_name', 'Berlin'],
    ['source.geo.location', { lat: 52.5, lon: 13.4 }],
    ['event.category', ['network', 'web']],
    ['message', ''],
    ['details.anything', { a: [1, null] }],
    ['vendor.unknown', 7],
    ['tocsin.notes', 'a note'],
  ])('lets %s be %j', (field, value) => {
    expect(() => writer.check(field, value)).not.toThrow();
  });

  it.each([
    ['source.ip', 'host.example', 'it set source.ip, which is a ip, to the text "host.example"'],
    ['source.ip', ['192.0.2.1', 7], 'it set source.ip, which is a ip, to a list that does not fit'],
    ['source.ip', 'fe80::1%eth0', 'it set source.ip, which is a ip, to the text "fe80::1%eth0"'],
    ['event.category', 7, 'it set event.category, which is a keyword, to a value of type number'],
    ['message', null, 'it set message, which is a text, to nothing'],
    ['message', ['a'], 'it set message, which is a text, to a list that does not fit'],
  ])('refuses %s as %j', (field, value, message) => {
    expect(() => writer.check(field, value)).toThrow(new WrongType(field, 'ip', value).constructor as never);
    expect(() => writer.check(field, value)).toThrow(message);
  });

  it.each(['user.name', 'source.port', '__proto__', 'details'])('refuses %s, which is not declared', (field) => {
    expect(() => writer.check(field, 'x')).toThrow(UndeclaredWrite);
  });

  it('remembers no more names than it has to', () => {
    for (let n = 0; n < 20_000; n += 1) writer.check(`vendor.${n}`, n);
    expect(() => writer.check('user.name', 'x')).toThrow(UndeclaredWrite);
  });
});
