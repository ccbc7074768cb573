import { Doc } from 'yjs';

import { cursorAt, placeOf } from './text-cursor';

function aText(content: string) {
  const doc = new Doc();
  const words = doc.getText('text');
  words.insert(0, content);
  return { doc, words };
}

describe('a cursor of somebody else', () => {
  it('stays where it is while others write before and behind it', () => {
    const { doc, words } = aText('one three');
    const cursor = cursorAt(words, 4, 4);
    words.insert(words.length, ' four');
    words.insert(0, 'zero ');
    expect(placeOf(doc, words, cursor)).toBe(9);
  });

  it('is nowhere when it is of another text, or none', () => {
    const { doc, words } = aText('one');
    const cursor = cursorAt(aText('other').words, 3, 3);
    expect(placeOf(doc, words, cursor)).toBeUndefined();
    for (const head of ['', 'AAAA', '####', '//////8='])
      expect(placeOf(doc, words, { anchor: head, head })).toSatisfy(
        (place: unknown) => place === undefined || place === 0,
      );
    expect(placeOf(doc, words, null)).toBeUndefined();
  });
});
