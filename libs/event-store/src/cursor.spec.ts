import { decodeCursor, encodeCursor, InvalidCursor } from './cursor';

describe('cursor', () => {
  it('comes back as the position it was made from', () => {
    const position = { at: 1_764_000_000_123, id: 'web-7/ümlaut "quoted"' };
    expect(decodeCursor(encodeCursor(position))).toEqual(position);
  });

  it.each([
    '',
    'nonsense',
    '%%%',
    encodeCursor({ at: 0, id: 'a\0' }),
    Buffer.from('{"at":1}').toString('base64url'),
    encodeCursor({ at: NaN, id: 'a' }),
  ])('refuses %j, which no search has answered', (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(InvalidCursor);
  });
});
