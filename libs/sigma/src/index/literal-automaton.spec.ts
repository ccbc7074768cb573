import { Random } from '@tocsin/testing';

import { atOnce } from '../steps/steps';
import { asSeen, LiteralAutomaton } from './literal-automaton';

function found(literals: readonly string[], text: string): string[] {
  const positions = new Set<number>();
  atOnce(LiteralAutomaton.of(literals)).find(text, (literal) => positions.add(literal));
  return [...positions].map((position) => literals[position]!).sort();
}

describe(LiteralAutomaton.name, () => {
  it('finds texts within and across each other', () => {
    expect(found(['he', 'she', 'his', 'hers'], 'ushers')).toEqual(['he', 'hers', 'she']);
    expect(found(['a', 'aa', 'aaa'], 'xaax')).toEqual(['a', 'aa']);
  });

  it('finds nothing in a text that is shorter than all, and in none', () => {
    expect(found(['abc'], 'ab')).toEqual([]);
    expect(found(['abc'], '')).toEqual([]);
  });

  it('takes all characters beyond ASCII for one', () => {
    expect(asSeen('naïve 😀')).toBe('na\x80ve \x80\x80');
    expect(found([asSeen('naïve')], 'so naïve')).toEqual(['na\x80ve']);
    expect(found([asSeen('naïve')], 'so naõve')).toEqual(['na\x80ve']);
  });

  it('finds what looking for each would find', () => {
    const random = new Random(7);
    const word = (longest: number): string =>
      Array.from({ length: 1 + random.below(longest) }, () => random.pick(['a', 'b', 'c', '\x80'])).join('');
    for (let round = 0; round < 500; round += 1) {
      const literals = [...new Set(Array.from({ length: 1 + random.below(12) }, () => word(5)))];
      const text = word(40);
      expect(found(literals, text)).toEqual(literals.filter((literal) => text.includes(literal)).sort());
    }
  });
});
