import { UnsharedSyntax, type RegexNode } from './regex-syntax';

const MAX_ALTERNATIVES = 50;

/**
 * The pattern as alternatives, each a sequence, with the anchors of its outer groups at their edges: `(^|\/)a(b|$)` is `^ab`,
 * `^a$`, `\/ab` and `\/a$`.
 * @throws {UnsharedSyntax} when these are too many.
 */
export function spreadAnchors(node: RegexNode): readonly (readonly RegexNode[])[] {
  if (node.kind === 'choice') return bounded(node.parts.flatMap(spreadAnchors));
  if (node.kind !== 'sequence' || node.parts.length === 0) return [[node]];
  const middle = node.parts.slice(1, -1);
  const lasts = node.parts.length === 1 ? [[]] : alternativesOf(node.parts.at(-1)!);
  return bounded(
    alternativesOf(node.parts[0]!).flatMap((first) => lasts.map((last) => [...first, ...middle, ...last])),
  );
}

/** What has no anchor in it stays as short as it is. */
function alternativesOf(part: RegexNode): readonly (readonly RegexNode[])[] {
  return hasAnchor(part) ? spreadAnchors(part) : [[part]];
}

/** Is there a start or an end of the value in the pattern? */
export function hasAnchor(node: RegexNode): boolean {
  if (node.kind === 'sequence' || node.kind === 'choice') return node.parts.some(hasAnchor);
  return node.kind === 'repeat' ? hasAnchor(node.part) : node.kind !== 'class';
}

function bounded<T>(alternatives: readonly T[]): readonly T[] {
  if (alternatives.length > MAX_ALTERNATIVES) throw new UnsharedSyntax(`more than ${MAX_ALTERNATIVES} alternatives`);
  return alternatives;
}
