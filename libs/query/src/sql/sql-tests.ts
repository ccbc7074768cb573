import { NotSearchable } from '../errors';
import type { NumberCondition, RegexCondition } from '../plan/plan';
import { compileRegex } from '../regex/compile-regex';
import { emitRegex, POSTGRES } from '../regex/emit-regex';
import { parseRegex } from '../regex/parse-regex';
import { patternToRegex } from '../regex/pattern-to-regex';
import { UnsharedSyntax } from '../regex/regex-syntax';
import type { Network } from '../text/address';
import { foldCase, hasWideCase } from '../text/fold-case';
import { charactersOf, literalOf, type TextPattern } from '../text/text-pattern';
import type { ValueTest } from './sql-fields';
import type { SqlParameters } from './sql-parameters';

/**
 * The value is one of the patterns. Case is folded under collation C, which knows ASCII only and so means the same on every
 * server; other letters are spelled out in a regular expression.
 */
export function textTest(patterns: readonly TextPattern[], cased: boolean, parameters: SqlParameters): ValueTest {
  const fold = (text: string): string => (cased ? text : foldCase(text));
  const isWide = (pattern: TextPattern): boolean => !cased && hasWideCase(charactersOf(pattern));
  const narrow = patterns.filter((pattern) => !isWide(pattern));
  const literals = narrow.map(literalOf).filter((literal) => literal !== undefined);
  const likes = narrow.filter((pattern) => literalOf(pattern) === undefined).map((pattern) => fold(likeText(pattern)));
  const regexes = patterns.filter(isWide).map((pattern) => emitRegex(patternToRegex(pattern, false), POSTGRES));
  const known = literals.length > 0 ? parameters.add(literals.map(fold), 'text[]') : undefined;
  const likeReferences = likes.map((like) => parameters.add(like, 'text'));
  const regexReferences = regexes.map((regex) => parameters.add(regex, 'text'));
  return (value) => {
    const plain = `${cased ? value : `lower(${value} COLLATE "C")`} COLLATE "C"`;
    const tests = [
      ...(known ? [`${plain} = ANY (${known})`] : []),
      ...likeReferences.map((reference) => `${plain} LIKE ${reference}`),
      ...regexReferences.map((reference) => `${value} COLLATE "C" ~ ${reference}`),
    ];
    return `(${tests.join(' OR ')})`;
  };
}

function likeText(pattern: TextPattern): string {
  return pattern
    .map((token) => (token.kind === 'any' ? '%' : token.kind === 'one' ? '_' : token.text.replace(/[%_\\]/g, '\\$&')))
    .join('');
}

/** @throws {NotSearchable} when PostgreSQL's syntax and RE2's part ways. */
export function regexTest({ field, pattern, flags }: RegexCondition, parameters: SqlParameters): ValueTest {
  compileRegex(field, pattern, flags);
  const reference = parameters.add(sharedRegex(field, pattern, flags), 'text');
  return (value) => `${value} COLLATE "C" ~ ${reference}`;
}

function sharedRegex(field: string, pattern: string, flags: string): string {
  try {
    return emitRegex(parseRegex(pattern, flags), POSTGRES);
  } catch (error) {
    if (error instanceof UnsharedSyntax)
      throw new NotSearchable(field, `its regular expressions know no ${error.message}.`);
    throw error;
  }
}

/** IPv4 inside IPv6 (`::ffff:10.0.0.1`) is the IPv4 it is. */
export function addressTest(networks: readonly Network[], parameters: SqlParameters): ValueTest {
  const tests = networks.map((network): ValueTest => {
    const text = `${network.base}/${network.prefix}`;
    const inside = parameters.add(text, 'inet');
    const mapped = parameters.add(
      network.family === 4 ? `::ffff:${network.base}/${network.prefix + 96}` : '::ffff:0:0/96',
      'inet',
    );
    if (network.family === 4) return (value) => `(${value}::inet <<= ${inside} OR ${value}::inet <<= ${mapped})`;
    return (value) => `(${value}::inet <<= ${inside} AND NOT ${value}::inet <<= ${mapped})`;
  });
  return (value) => {
    const passes = tests.map((test) => test(value)).join(' OR ');
    return `(CASE WHEN pg_input_is_valid(${value}, 'inet') AND position('/' in ${value}) = 0 THEN ${passes} ELSE FALSE END)`;
  };
}

/** Only plain decimal notation is a number, as on the stream; PostgreSQL would also read NaN and hexadecimal. */
const DECIMAL = `'^-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?$'`;

export function numberTest(
  operator: NumberCondition['operator'],
  limits: readonly number[],
  parameters: SqlParameters,
): ValueTest {
  const references = limits.map((limit) => parameters.add(limit, 'numeric'));
  return (value) => {
    const passes = references.map((reference) => `${value}::numeric ${operator} ${reference}`).join(' OR ');
    return `(CASE WHEN ${value} ~ ${DECIMAL} THEN ${passes} ELSE FALSE END)`;
  };
}

/** Times are stored in one form, UTC with milliseconds, whose order as text is their order. */
export function momentTest(
  operator: NumberCondition['operator'],
  limits: readonly number[],
  parameters: SqlParameters,
): ValueTest {
  const references = limits.map((limit) => parameters.add(new Date(limit).toISOString(), 'text'));
  return (value) => `(${references.map((reference) => `${value} COLLATE "C" ${operator} ${reference}`).join(' OR ')})`;
}
