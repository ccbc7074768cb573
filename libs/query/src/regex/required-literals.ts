import { foldCase } from '../text/fold-case';
import { parseRegex } from './parse-regex';
import { UnsharedSyntax, type CodeRange, type RegexNode } from './regex-syntax';

const MAX_LITERALS = 200;

/**
 * Texts, folded, one of which stands in every value the pattern is found in; the longest there are. `undefined` when the pattern can
 * do without any, or is not understood so far.
 */
export function requiredLiterals(pattern: string, flags: string): readonly string[] | undefined {
  try {
    const literals = literalsOf(parseRegex(pattern, flags));
    return literals !== undefined && literals.length <= MAX_LITERALS ? literals : undefined;
  } catch (error) {
    if (error instanceof UnsharedSyntax) return undefined;
    throw error;
  }
}

function literalsOf(node: RegexNode): readonly string[] | undefined {
  switch (node.kind) {
    case 'class':
    case 'sequence':
      return sequenceLiterals(node.kind === 'class' ? [node] : node.parts);
    case 'choice': {
      const alternatives = node.parts.map(literalsOf);
      return alternatives.every((one) => one !== undefined) ? alternatives.flat() : undefined;
    }
    case 'repeat':
      return node.min > 0 ? literalsOf(node.part) : undefined;
    case 'start':
    case 'end':
      return undefined;
  }
}

/** A run of plain characters, or what one of the parts needs: whichever is the longest. */
function sequenceLiterals(parts: readonly RegexNode[]): readonly string[] | undefined {
  let best: readonly string[] | undefined;
  let run = '';
  for (const part of parts) {
    const character = plainCharacter(part);
    run = character === undefined ? '' : run + character;
    best = longer(best, run === '' ? literalsInside(part) : [run]);
  }
  return best;
}

function literalsInside(part: RegexNode): readonly string[] | undefined {
  return part.kind === 'class' ? undefined : literalsOf(part);
}

function longer(
  left: readonly string[] | undefined,
  right: readonly string[] | undefined,
): readonly string[] | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return shortest(right) > shortest(left) ? right : left;
}

function shortest(literals: readonly string[]): number {
  return Math.min(...literals.map((literal) => literal.length));
}

/** The one character, without case, that the part stands for. */
function plainCharacter(part: RegexNode): string | undefined {
  if (part.kind !== 'class' || part.negated || part.ranges.length === 0) return undefined;
  const characters = new Set(part.ranges.map(foldedCharacter));
  const [only] = characters;
  return characters.size === 1 ? only : undefined;
}

function foldedCharacter([low, high]: CodeRange): string | undefined {
  return low === high ? foldCase(String.fromCodePoint(low)) : undefined;
}
