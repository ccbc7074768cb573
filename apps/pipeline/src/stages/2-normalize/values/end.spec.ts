import { endFields, readPort, splitPort } from './end';

describe(endFields.name, () => {
  it.each([
    ['192.0.2.7', 22, { 'source.address': '192.0.2.7', 'source.ip': '192.0.2.7', 'source.port': 22 }],
    ['2001:db8::7', '22', { 'source.address': '2001:db8::7', 'source.ip': '2001:db8::7', 'source.port': 22 }],
    ['web.example', undefined, { 'source.address': 'web.example', 'source.domain': 'web.example' }],
    ['-', '-', {}],
    [{ ip: '192.0.2.7' }, 70_000, {}],
  ])('reads %j and port %j', (address, port, expected) => {
    expect(endFields('source', address, port)).toEqual(expected);
  });
});

describe(readPort.name, () => {
  it.each([
    [0, 0],
    ['65535', 65_535],
    [-1, undefined],
    [65_536, undefined],
    ['ssh', undefined],
  ])('takes %j for %j', (value, expected) => {
    expect(readPort(value)).toBe(expected);
  });
});

describe(splitPort.name, () => {
  it.each([
    ['192.0.2.7:443', '192.0.2.7', '443'],
    ['[2001:db8::7]:443', '2001:db8::7', '443'],
    ['[2001:db8::7]', '2001:db8::7', undefined],
    ['2001:db8::7', '2001:db8::7', undefined],
    ['web.example', 'web.example', undefined],
  ])('splits %s', (text, host, port) => {
    expect(splitPort(text)).toEqual({ host, port });
  });
});
