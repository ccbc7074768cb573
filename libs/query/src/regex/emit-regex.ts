import { LAST_CODE_POINT, UnsharedSyntax, type CodeRange, type RegexNode } from './regex-syntax';
import { spreadAnchors } from './spread-anchors';

/** How one engine writes a range inside a bracket expression, and any character whatever. */
export interface RegexDialect {
  readonly range: (low: number, high: number) => string;
  readonly anyCharacter: string;
  /** What stands for the start and the end of a value; `undefined` when patterns are for whole values. */
  readonly anchors: { readonly start: string; readonly end: string } | undefined;
}

/** Lucene matches whole values. An escaped character cannot begin or end a range there, so such an end stands by itself. */
export const LUCENE: RegexDialect = {
  range: luceneRange,
  anyCharacter: '.',
  anchors: undefined,
};

function luceneRange(low: number, high: number): string {
  if (low > high) return '';
  if (isLuceneSpecial(low)) return `\\${String.fromCodePoint(low)}${luceneRange(low + 1, high)}`;
  if (isLuceneSpecial(high)) return `${luceneRange(low, high - 1)}\\${String.fromCodePoint(high)}`;
  return low === high ? String.fromCodePoint(low) : `${String.fromCodePoint(low)}-${String.fromCodePoint(high)}`;
}

function isLuceneSpecial(code: number): boolean {
  return '\\[]^-&~"'.includes(String.fromCodePoint(code));
}

/** RE2 asked for whole values, its `.` taking ends of lines too. */
export const RE2_WHOLE: RegexDialect = {
  range: (low, high) => (low === high ? re2Code(low) : `${re2Code(low)}-${re2Code(high)}`),
  anyCharacter: '.',
  anchors: undefined,
};

function re2Code(code: number): string {
  return `\\x{${code.toString(16)}}`;
}

/** PostgreSQL's advanced regular expressions, without newline-sensitive matching. */
export const POSTGRES: RegexDialect = {
  range: (low, high) => (low === high ? postgresCode(low) : `${postgresCode(low)}-${postgresCode(high)}`),
  anyCharacter: '.',
  anchors: { start: '^', end: '$' },
};

function postgresCode(code: number): string {
  const hexadecimal = code.toString(16);
  return code > 0xffff ? `\\U${hexadecimal.padStart(8, '0')}` : `\\u${hexadecimal.padStart(4, '0')}`;
}

/**
 * The pattern, found anywhere in a value, in an engine's words.
 * @throws {UnsharedSyntax} when that engine cannot say it.
 */
export function emitRegex(node: RegexNode, dialect: RegexDialect): string {
  return dialect.anchors ? emit(node, dialect) : emitWhole(node, dialect);
}

/** For engines without anchors: those at the edges of the pattern become the absence of `.*`. */
function emitWhole(node: RegexNode, dialect: RegexDialect): string {
  return `(${spreadAnchors(node)
    .map((parts) => emitSequence([...parts], dialect))
    .join('|')})`;
}

function emitSequence(parts: RegexNode[], dialect: RegexDialect): string {
  const before = dropWhile(parts, 'start', 0) ? '' : '.*';
  const after = dropWhile(parts, 'end', -1) ? '' : '.*';
  return `${before}${parts.map((part) => emit(part, dialect)).join('')}${after}`;
}

function dropWhile(parts: RegexNode[], kind: 'start' | 'end', edge: 0 | -1): boolean {
  let dropped = false;
  while (parts.at(edge)?.kind === kind) {
    parts.splice(edge, 1);
    dropped = true;
  }
  return dropped;
}

function emit(node: RegexNode, dialect: RegexDialect): string {
  switch (node.kind) {
    case 'class':
      return emitClass(node.ranges, node.negated, dialect);
    case 'sequence':
      return `(${node.parts.map((part) => emit(part, dialect)).join('')})`;
    case 'choice':
      return `(${node.parts.map((part) => emit(part, dialect)).join('|')})`;
    case 'repeat':
      return `(${emit(node.part, dialect)}){${node.min},${node.max ?? ''}}`;
    case 'start':
    case 'end':
      if (!dialect.anchors) throw new UnsharedSyntax(`${node.kind === 'start' ? '^' : '$'} inside the pattern`);
      return dialect.anchors[node.kind];
  }
}

function emitClass(ranges: readonly CodeRange[], negated: boolean, dialect: RegexDialect): string {
  const isEverything = ranges.some(([low, high]) => low === 0 && high === LAST_CODE_POINT);
  if (ranges.length === 0 || isEverything) {
    if (negated !== (ranges.length === 0)) throw new UnsharedSyntax('empty class');
    return dialect.anyCharacter;
  }
  return `[${negated ? '^' : ''}${ranges.map(([low, high]) => dialect.range(low, high)).join('')}]`;
}
