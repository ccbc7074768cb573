import { fieldSpec } from '@tocsin/event-model';

import { NotSearchable } from '../errors';
import type { RegexCondition, TextCondition } from '../plan/plan';
import { compileRegex } from '../regex/compile-regex';
import { emitRegex, LUCENE } from '../regex/emit-regex';
import { parseRegex } from '../regex/parse-regex';
import { patternToRegex } from '../regex/pattern-to-regex';
import { UnsharedSyntax } from '../regex/regex-syntax';
import { caseVariants, hasWideCase } from '../text/fold-case';
import { charactersOf, literalOf, type TextPattern } from '../text/text-pattern';

type Query = Record<string, unknown>;

/** Elasticsearch's own default for `index.max_regex_length`. */
const MAX_REGEX_LENGTH = 1_000;
/** Below the least that Elasticsearch allows in one query. */
const MAX_CLAUSES = 1_000;
/** Spellings of one word in letters whose case the index cannot fold. */
const MAX_SPELLINGS = 64;

/** One query per pattern, but a single one for all whole values in which there is no case to fold. */
export function textQueries({ field, patterns, cased }: TextCondition): Query[] {
  const literals = patterns.map(literalOf).filter((literal) => literal !== undefined && (cased || !hasCase(literal)));
  const together = new Set(literals.length > 1 ? literals : []);
  const others = patterns.filter((pattern) => !together.has(literalOf(pattern)));
  if (others.length > MAX_CLAUSES)
    throw new NotSearchable(
      field,
      `more than ${MAX_CLAUSES} values cannot be compared without case; compare them cased.`,
    );
  const queries = others.map((pattern) => textQuery(field, pattern, cased));
  if (together.size === 0) return queries;
  const target = field.startsWith('details.') ? field : indexedText(field);
  return [{ terms: { [target]: [...together] } }, ...queries];
}

function hasCase(text: string): boolean {
  return /[a-z]/i.test(text) || hasWideCase(text);
}

/** The value as text is the pattern. Elasticsearch folds the case of ASCII by itself; other letters are spelled out. */
function textQuery(field: string, pattern: TextPattern, cased: boolean): Query {
  if (field.startsWith('details.')) return detailQuery(field, pattern, cased);
  const target = indexedText(field);
  const literal = literalOf(pattern);
  if (!cased && hasWideCase(charactersOf(pattern))) return lucene(field, target, () => spelledOut(pattern));
  const options = cased ? {} : { case_insensitive: true };
  if (literal !== undefined) return { term: { [target]: { value: literal, ...options } } };
  return { wildcard: { [target]: { value: wildcardText(pattern), ...options } } };
}

/** A regular expression in the syntax both engines share. */
export function regexQuery({ field, pattern, flags }: RegexCondition): Query {
  compileRegex(field, pattern, flags);
  if (field.startsWith('details.'))
    throw new NotSearchable(field, 'inside details the index knows whole values and their beginnings only.');
  const target = indexedText(field);
  return lucene(field, target, () => emitRegex(parseRegex(pattern, flags), LUCENE));
}

function indexedText(field: string): string {
  const type = fieldSpec(field)?.type ?? 'keyword';
  if (type === 'text') return `${field}.keyword`;
  if (type === 'keyword' || type === 'boolean' || type === 'flattened') return field;
  throw new NotSearchable(field, `it is indexed as ${type}, not as text; compare it as what it is.`);
}

/** A free word asks hundreds of fields for the same pattern. */
const spelled = new WeakMap<TextPattern, string>();

function spelledOut(pattern: TextPattern): string {
  const known = spelled.get(pattern) ?? emitRegex(patternToRegex(pattern, false), LUCENE);
  spelled.set(pattern, known);
  return known;
}

function lucene(field: string, target: string, emit: () => string): Query {
  const value = shared(field, emit);
  if (value.length > MAX_REGEX_LENGTH)
    throw new NotSearchable(field, `the pattern grows to more than ${MAX_REGEX_LENGTH} characters; use a shorter one.`);
  return { regexp: { [target]: { value, flags: 'NONE' } } };
}

function shared<T>(field: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof UnsharedSyntax)
      throw new NotSearchable(field, `its regular expressions know no ${error.message}.`);
    throw error;
  }
}

/** A sub-key of a flattened field answers to whole values and to prefixes, nothing else. */
function detailQuery(field: string, pattern: TextPattern, cased: boolean): Query {
  const shape = pattern.map((token) => token.kind).join(' ');
  const characters = charactersOf(pattern);
  if (shape === 'any') return { exists: { field } };
  if (shape !== '' && shape !== 'text' && shape !== 'text any')
    throw new NotSearchable(field, 'inside details the index knows whole values and their beginnings only.');
  const kind = shape === 'text any' ? 'prefix' : 'term';
  const spellings = cased ? [characters] : wideSpellings(field, characters);
  const options = cased ? {} : { case_insensitive: true };
  const queries = spellings.map((value) => ({ [kind]: { [field]: { value, ...options } } }));
  return queries.length === 1 ? queries[0]! : { bool: { should: queries, minimum_should_match: 1 } };
}

/** Every way to write the letters outside ASCII; the index folds those inside. */
function wideSpellings(field: string, characters: string): string[] {
  let spellings = [''];
  for (const character of characters) {
    const variants = character > '\x7f' ? caseVariants(character) : [character];
    spellings = spellings.flatMap((start) => variants.map((variant) => start + variant));
    if (spellings.length > MAX_SPELLINGS)
      throw new NotSearchable(field, 'inside details the index cannot fold so many letters outside ASCII.');
  }
  return spellings;
}

function wildcardText(pattern: TextPattern): string {
  return pattern
    .map((token) => (token.kind === 'any' ? '*' : token.kind === 'one' ? '?' : token.text.replace(/[*?\\]/g, '\\$&')))
    .join('');
}
