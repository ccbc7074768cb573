import { randomBytes } from 'node:crypto';

import { compress } from 'snappyjs';

import { Random } from '../testing/random';
import { BrokenSnappy, snappyLength, uncompressSnappy } from './snappy';

/** The elements of the format: a literal, and a copy from one to 2047 bytes back with 4 to 11 bytes. */
const literal = (text: string) => Buffer.from([((text.length - 1) << 2) | 0, ...Buffer.from(text)]);
const copy = (offset: number, size: number) =>
  Buffer.from([((offset >> 8) << 5) | ((size - 4) << 2) | 1, offset & 0xff]);

describe(uncompressSnappy.name, () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a short text', Buffer.from('hello')],
    ['a run of one byte', Buffer.alloc(100_000, 'a')],
    ['log lines', Buffer.from('level=info msg="request done" status=200\n'.repeat(5_000))],
    ['noise', randomBytes(200_000)],
  ])('gives back what another implementation compressed: %s', (_, bytes) => {
    const block = Buffer.from(compress(bytes));
    expect(snappyLength(block)).toBe(bytes.length);
    expect(uncompressSnappy(block).equals(bytes)).toBe(true);
  });

  it('reads every kind of element', () => {
    const long = 'y'.repeat(70);
    const block = Buffer.concat([
      Buffer.from([6 + 8 + 70 + 3 + 2]),
      literal('abcdef'),
      copy(6, 8), // abcdefab
      Buffer.from([60 << 2, long.length - 1]),
      Buffer.from(long), // a literal whose length stands in a byte of its own
      Buffer.from([(2 << 2) | 2, 84, 0]), // 3 bytes from 84 back, in two bytes
      Buffer.from([(1 << 2) | 3, 87, 0, 0, 0]), // 2 bytes from 87 back, in four bytes
    ]);
    expect(uncompressSnappy(block).toString()).toBe(`abcdefabcdefab${long}abcab`);
  });

  it.each([
    ['no bytes', Buffer.alloc(0)],
    ['a length without an end', Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0x0f])],
    ['less than it says', Buffer.concat([Buffer.from([9]), literal('abc')])],
    ['more than it says', Buffer.concat([Buffer.from([2]), literal('abc')])],
    ['a literal that is cut off', Buffer.from([5, (4 << 2) | 0, 1, 2])],
    ['a literal of four billion bytes', Buffer.from([5, 63 << 2, 0xfa, 0xff, 0xff, 0xff, 1])],
    ['a copy of nothing before', Buffer.concat([Buffer.from([4]), copy(1, 4)])],
    ['a copy from no distance', Buffer.concat([Buffer.from([7]), literal('abc'), copy(0, 4)])],
    ['a copy that is cut off', Buffer.concat([Buffer.from([7]), literal('abc'), Buffer.from([2])])],
  ])('refuses %s', (_, block) => {
    expect(() => uncompressSnappy(block)).toThrow(BrokenSnappy);
  });

  it('comes to an end with whatever bytes', () => {
    const random = new Random(7);
    const block = Buffer.from(compress(Buffer.from('level=info msg="done"\n'.repeat(30))));
    for (let round = 0; round < 2_000; round += 1) {
      const broken = Buffer.from(block);
      for (let change = 0; change < 3; change += 1) broken[1 + random.below(broken.length - 1)] = random.below(256);
      try {
        expect(uncompressSnappy(broken)).toHaveLength(snappyLength(block));
      } catch (error) {
        if (!(error instanceof BrokenSnappy)) throw error;
      }
    }
  });
});
