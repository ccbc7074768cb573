import { Random } from '../../../testing/random';
import { FrameReader, type FrameFlaw } from './frame-reader';

const MAX_BYTES = 64;

type Found = [text: string, flaw?: FrameFlaw];

function readerInto(found: Found[], maxBytes = MAX_BYTES): FrameReader {
  return new FrameReader(maxBytes, (message, flaw) =>
    found.push(flaw ? [message.toString(), flaw] : [message.toString()]),
  );
}

/** What a connection says that brings these chunks and ends. */
function messagesOf(...chunks: (string | Buffer)[]): Found[] {
  const found: Found[] = [];
  const reader = readerInto(found);
  for (const chunk of chunks) reader.push(Buffer.from(chunk));
  reader.end();
  return found;
}

const counted = (message: string) => `${Buffer.byteLength(message)} ${message}`;

describe(FrameReader.name, () => {
  it.each([
    ['line feeds', '<13>one\n<13>two\n', ['<13>one', '<13>two']],
    ['CRLF', '<13>one\r\n<13>two\r\n', ['<13>one', '<13>two']],
    ['NUL', '<13>one\0<13>two\0', ['<13>one', '<13>two']],
    ['octet counts', counted('<13>one') + counted('<13>two'), ['<13>one', '<13>two']],
    ['octet counts with line feeds inside', counted('<13>one\n2\n') + counted('<13>two'), ['<13>one\n2', '<13>two']],
    ['octet counts and a line feed behind', `${counted('<13>one')}\n${counted('<13>two')}\n`, ['<13>one', '<13>two']],
    [
      'first the one, then the other',
      `${counted('<13>one')}<13>two\n${counted('<13>three')}`,
      ['<13>one', '<13>two', '<13>three'],
    ],
    ['nothing at the end', '<13>one\n<13>two', ['<13>one', '<13>two']],
    ['empty lines', '\n\n<13>one\n\r\n\0\n', ['<13>one']],
  ])('finds messages framed by %s', (_, bytes, messages) => {
    expect(messagesOf(bytes)).toEqual(messages.map((message) => [message]));
  });

  it.each(['404 not found', '12 <b>bold</b>', '007 <13>x', '123456789 <13>x', '5', '5 ', '5 <', '20261124T10:00 up'])(
    'takes %j for text, not for an octet count',
    (line) => {
      expect(messagesOf(`${line}\n<13>two\n`)).toEqual([[line], ['<13>two']]);
      expect(messagesOf(line)).toEqual([[line]]);
    },
  );

  it('tells how much of a counted message is missing when the connection ends inside', () => {
    expect(messagesOf('20 <13>half a')).toEqual([['<13>half a', { kind: 'broken_off', missing: 10 }]]);
  });

  it('hands on a line that is too long in pieces and loses no byte', () => {
    const long = `<13>${'x'.repeat(150)}`;
    expect(messagesOf(`${long}\n<13>next\n`)).toEqual([
      [long.slice(0, 64), { kind: 'cut', part: 1 }],
      [long.slice(64, 128), { kind: 'cut', part: 2 }],
      [long.slice(128), { kind: 'cut', part: 3 }],
      ['<13>next'],
    ]);
    const inCounted = messagesOf(`${counted(long)}<13>next\n`);
    expect(inCounted.map(([text]) => text).join('')).toBe(`${long}<13>next`);
  });

  it('tears no character apart', () => {
    const long = `<13>${'ä€😀'.repeat(30)}`;
    const pieces = messagesOf(`${long}\n`).map(([text]) => text);
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe(long);
  });

  it('finds the same messages however the bytes arrive', () => {
    const random = new Random(514);
    for (let round = 0; round < 200; round += 1) {
      const stream = Buffer.concat(Array.from({ length: 20 }, () => frame(random)));
      expect([round, messagesOf(...cutUp(stream, random))]).toEqual([round, messagesOf(stream)]);
    }
  });

  it('neither throws on garbage nor holds more than one message of it', () => {
    const random = new Random(601);
    let mostHeld = 0;
    for (let round = 0; round < 500; round += 1) {
      const reader = readerInto([]);
      for (const chunk of cutUp(garbage(random, 'digits 0123456789 <<<<'), random)) {
        reader.push(chunk);
        mostHeld = Math.max(mostHeld, reader.heldBytes);
      }
      reader.end();
      expect(reader.isInside).toBe(false);
    }
    expect(mostHeld).toBe(MAX_BYTES);
  });

  it('loses no byte of garbage but blanks and the ends of lines', () => {
    const random = new Random(602);
    for (let round = 0; round < 500; round += 1) {
      const bytes: Buffer[] = [];
      const reader = new FrameReader(MAX_BYTES, (message) => bytes.push(Buffer.from(message)));
      const stream = garbage(random, '0123456789 ');
      for (const chunk of cutUp(stream, random)) reader.push(chunk);
      reader.end();
      expect([round, withoutBlanks(Buffer.concat(bytes))]).toEqual([round, withoutBlanks(stream)]);
    }
  });

  it('hands on an unfinished message when its memory is needed', () => {
    const found: Found[] = [];
    const reader = readerInto(found);
    reader.push(Buffer.from('<13>begun, '));
    reader.cut();
    expect(reader.heldBytes).toBe(0);
    reader.push(Buffer.from('and ended\n<13>next\n'));
    expect(found).toEqual([
      ['<13>begun, ', { kind: 'cut', part: 1 }],
      ['and ended', { kind: 'cut', part: 2 }],
      ['<13>next'],
    ]);
  });
});

const PIECES = ['<13>', 'text ', '12 ', 'ü', '😀', '7', '<', '\r', 'a longer piece of text that fills a message'];

/** A message in any framing; one in lines cannot hold their ends. */
function frame(random: Random): Buffer {
  const text = `<13>${Array.from({ length: random.below(4) }, () => random.pick(PIECES)).join('')}`;
  if (random.isTrue(0.5)) return Buffer.from(counted(text + random.pick(['', '\n', 'two\nlines'])));
  return Buffer.from(text + random.pick(['\n', '\r\n', '\0', '\n\n']));
}

function garbage(random: Random, frequent: string): Buffer {
  const byte = () => (random.isTrue(0.5) ? frequent.charCodeAt(random.below(frequent.length)) : random.below(256));
  const bytes = Array.from({ length: random.below(600) }, byte);
  return Buffer.from(frequent.includes('<') ? bytes : bytes.filter((value) => value !== 0x3c));
}

function cutUp(bytes: Buffer, random: Random): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = 1 + random.below(random.isTrue(0.5) ? 3 : 100);
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

function withoutBlanks(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\0\s]/g, '');
}
