import type { Random } from '@tocsin/testing';

import type { Expr } from '../src/expr';
import { escapeWildcards } from '../src/text/text-pattern';
import {
  ADDRESSES,
  ADDRESS_FIELDS,
  DETAIL_FIELDS,
  KEYWORD_FIELDS,
  MOMENTS,
  MOMENT_FIELDS,
  NUMBERS,
  NUMBER_FIELDS,
  WORDS,
} from './random-events';

const NETWORKS = [
  '10.0.0.0/8',
  '10.0.0.1/32',
  '0.0.0.0/0',
  '::/0',
  'fe80::/10',
  '2001:db8::/64',
  '::ffff:10.0.0.0/104',
];
const REGEXES = [
  '^a', 'c$', '^alice$', 'a.c', '[a-k]+', '[^a-z]', '\\d{2,3}', '^\\s*$', 'alice|root', '^(alice|root)$', '(^a|t$)', '(^|[^a-z])[a-m]+(\\d|$)', 'x{300}',
  '\\\\', 'm[üä]ller', 'a\\nb', '[[\\]{}()]', '(?i)WINDOWS', 'k', '\\S+\\s\\S+', '\\D\\W', '[^\\W\\d]', '[!-~]+', '[*-\\]]', '[\\x5b-\\x60]', '\\x{1F600}', '(?i)[à-ý]+', '(a|b)?c{0,2}$', '^.$', '😀+', '[^\\d]$', '^', '(?s)a.b', 'a|',
]; // prettier-ignore
const TEXT_FIELDS = [...KEYWORD_FIELDS, 'message'] as const;
const ALL_FIELDS = [
  ...TEXT_FIELDS,
  ...DETAIL_FIELDS,
  ...ADDRESS_FIELDS,
  ...NUMBER_FIELDS,
  ...MOMENT_FIELDS,
  'details',
] as const;

/** A tree of at most the given depth, by default one that every backend can be asked. */
export function randomExpr(random: Random, depth: number, condition: MakeExpr = searchableCondition): Expr {
  if (depth === 0 || random.isOneIn(4)) return condition(random);
  const operands = (): Expr[] => random.list(3, () => randomExpr(random, depth - 1, condition));
  switch (random.below(5)) {
    case 0:
    case 1:
      return { kind: 'and', operands: operands() };
    case 2:
    case 3:
      return { kind: 'or', operands: operands() };
    default:
      return { kind: 'not', operand: randomExpr(random, depth - 1, condition) };
  }
}

type MakeExpr = (random: Random) => Expr;

/** Also what only the stream can answer. */
export function anyCondition(random: Random): Expr {
  return random.isOneIn(6) ? random.pick([holdsExpr, calendarExpr])(random) : searchableCondition(random);
}

function searchableCondition(random: Random): Expr {
  const makers = [textExpr, textExpr, textExpr, detailExpr, detailExpr, numberExpr, addressExpr, plainExpr];
  return random.pick(makers)(random);
}

function textExpr(random: Random): Expr {
  const field = random.pick(TEXT_FIELDS);
  const cased = random.isOneIn(3);
  switch (random.below(6)) {
    case 0:
      return { kind: 'equals', field, value: random.pick<string | number | boolean>([...WORDS, 22, true]), cased };
    case 1:
      return { kind: 'in', field, values: random.list(4, () => random.pick(WORDS)), cased };
    case 2:
      return { kind: random.pick(['contains', 'starts', 'ends'] as const), field, value: piece(random), cased };
    case 3:
      return { kind: 'regex', field, pattern: random.pick(REGEXES), flags: random.pick(['', 'i', 's', 'is']) };
    default:
      return { kind: 'wildcard', field, pattern: randomPattern(random), cased };
  }
}

/** Inside details every store knows whole values and beginnings. */
function detailExpr(random: Random): Expr {
  const field = random.pick(DETAIL_FIELDS);
  const cased = random.isOneIn(2);
  if (random.isOneIn(3)) return { kind: 'starts', field, value: piece(random), cased };
  return { kind: 'equals', field, value: random.pick<string | number | boolean>([...WORDS, 5, 443, false]), cased };
}

function numberExpr(random: Random): Expr {
  const operator = random.pick(['<', '<=', '>', '>='] as const);
  if (random.isOneIn(3))
    return { kind: 'compare', field: random.pick(MOMENT_FIELDS), operator, value: random.pick(MOMENTS) };
  const field = random.pick(NUMBER_FIELDS);
  if (random.isOneIn(2)) return { kind: 'compare', field, operator, value: random.pick(NUMBERS) };
  return { kind: 'equals', field, value: random.pick<string | number>([...NUMBERS, '22', '22.0', 'x']), cased: false };
}

function calendarExpr(random: Random): Expr {
  const operator = random.pick(['=', '<', '<=', '>', '>='] as const);
  const unit = random.pick(['minute', 'hour', 'day', 'month', 'year'] as const);
  return { kind: 'calendar', field: random.pick(MOMENT_FIELDS), unit, operator, value: random.pick(NUMBERS) };
}

function addressExpr(random: Random): Expr {
  const field = random.pick(ADDRESS_FIELDS);
  if (random.isOneIn(2)) return { kind: 'cidr', field, network: random.pick(NETWORKS) };
  if (random.isOneIn(4)) return { kind: 'wildcard', field, pattern: '10.0.*', cased: false };
  return { kind: 'in', field, values: random.list(3, () => random.pick([...ADDRESSES, 'x'])), cased: false };
}

function plainExpr(random: Random): Expr {
  const field = random.pick(ALL_FIELDS);
  switch (random.below(4)) {
    case 0:
      return { kind: 'exists', field };
    case 1:
      return { kind: 'equals', field, value: null, cased: false };
    case 2:
      return { kind: 'constant', value: random.isOneIn(2) };
    default:
      return {
        kind: 'keyword',
        pattern: random.isOneIn(2) ? randomPattern(random) : random.pick([...ADDRESSES, 'ali']),
      };
  }
}

function holdsExpr(random: Random): Expr {
  const field = random.pick(ALL_FIELDS);
  const position = random.pick(['whole', 'contains', 'starts', 'ends'] as const);
  return { kind: 'holds', field, other: random.pick(ALL_FIELDS), position, cased: random.isOneIn(2) };
}

function randomPattern(random: Random): string {
  const parts = random.list(4, () => random.pick(['*', '?', '*', escapeWildcards(piece(random))]));
  return parts.join('');
}

function piece(random: Random): string {
  const characters = Array.from(random.pick(WORDS));
  const from = random.below(characters.length + 1);
  return characters.slice(from, from + 1 + random.below(6)).join('');
}
