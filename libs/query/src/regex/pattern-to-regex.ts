import { caseVariants } from '../text/fold-case';
import type { TextPattern } from '../text/text-pattern';
import type { RegexNode } from './regex-syntax';

const ANYTHING: RegexNode = { kind: 'class', ranges: [], negated: true };

/** A pattern for a whole value as a regular expression: for letters whose case a store cannot fold by itself. */
export function patternToRegex(pattern: TextPattern, cased: boolean): RegexNode {
  const parts = pattern.flatMap((token): RegexNode[] => {
    if (token.kind === 'one') return [ANYTHING];
    if (token.kind === 'any') return [{ kind: 'repeat', part: ANYTHING, min: 0, max: undefined }];
    return Array.from(token.text, (character) => characterNode(character, cased));
  });
  return { kind: 'sequence', parts: [{ kind: 'start' }, ...parts, { kind: 'end' }] };
}

function characterNode(character: string, cased: boolean): RegexNode {
  const variants = cased ? [character] : caseVariants(character);
  const codes = variants.map((variant) => variant.codePointAt(0)!);
  return { kind: 'class', ranges: codes.map((code) => [code, code] as const), negated: false };
}
