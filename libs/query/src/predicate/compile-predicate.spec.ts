import type { SecurityEvent } from '@tocsin/event-model';
import { Random } from '@tocsin/testing';

import { naiveMatch } from '../../testing/naive-match';
import { randomEvent } from '../../testing/random-events';
import { anyCondition, randomExpr } from '../../testing/random-expr';
import { InvalidExpression } from '../errors';
import type { Expr } from '../expr';
import { compilePredicate } from './compile-predicate';

const event = (fields: Record<string, unknown>): SecurityEvent => ({
  '@timestamp': '2026-11-24T08:00:00.000Z',
  message: '',
  ...fields,
});
const equals = (field: string, value: string | number | null, cased = false): Expr => ({
  kind: 'equals',
  field,
  value,
  cased,
});
const matches = (expr: Expr, fields: Record<string, unknown>): boolean => compilePredicate(expr)(event(fields));

describe(compilePredicate.name, () => {
  it('means what the naive interpreter means on 100,000 seeded cases', () => {
    const random = new Random(7);
    const events = Array.from({ length: 100 }, () => randomEvent(random));
    for (let tree = 0; tree < 1_000; tree++) {
      const expr = randomExpr(random, 3, anyCondition);
      const predicate = compilePredicate(expr);
      const wrong = events.find((candidate) => predicate(candidate) !== naiveMatch(expr, candidate));
      expect({ expr, wrong }).toEqual({ expr, wrong: undefined });
    }
  }, 60_000);

  it('compares text without case unless told otherwise', () => {
    expect(matches(equals('user.name', 'ALICE'), { 'user.name': 'alice' })).toBe(true);
    expect(matches(equals('user.name', 'ALICE', true), { 'user.name': 'alice' })).toBe(false);
  });

  it('lets an absent field meet nothing, so that its negation is true', () => {
    const expr = equals('user.name', 'alice');
    expect(matches(expr, {})).toBe(false);
    expect(matches({ kind: 'not', operand: expr }, {})).toBe(true);
  });

  it('takes null for absent, and the empty text for a value', () => {
    expect(matches(equals('user.name', null), { 'user.name': null })).toBe(true);
    expect(matches(equals('user.name', null), { 'user.name': '' })).toBe(false);
    expect(matches(equals('user.name', ''), { 'user.name': '' })).toBe(true);
  });

  it('compares addresses as addresses, however they are written', () => {
    expect(matches(equals('source.ip', '2001:db8::1'), { 'source.ip': '2001:0DB8:0:0::0001' })).toBe(true);
    expect(matches(equals('source.ip', '10.0.0.1'), { 'source.ip': '::ffff:10.0.0.1' })).toBe(true);
  });

  it('reaches into details through nesting, dots and arrays', () => {
    const expr = equals('details.a.b.c', 'x');
    expect(matches(expr, { details: { a: { b: { c: 'x' } } } })).toBe(true);
    expect(matches(expr, { details: { 'a.b': [{ c: ['y', 'x'] }] } })).toBe(true);
    expect(matches(expr, { details: { 'a.b.c': 'y' } })).toBe(false);
  });

  it('reads nothing from the prototype of an event', () => {
    expect(matches({ kind: 'exists', field: 'constructor' }, {})).toBe(false);
    expect(matches({ kind: 'exists', field: 'details.toString' }, { details: {} })).toBe(false);
  });

  it('stays linear on a pattern and a text made to backtrack', () => {
    const hostile = event({ 'user.name': `${'a'.repeat(65_536)}!` });
    const started = process.hrtime.bigint();
    for (const pattern of ['(a+)+$', '(a|aa)+$', '^(\\w+\\s?)+$'])
      expect(compilePredicate({ kind: 'regex', field: 'user.name', pattern, flags: '' })(hostile)).toBe(false);
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(8_000);
  });

  it.each<[string, Expr]>([
    ['look-around', { kind: 'regex', field: 'user.name', pattern: '(?=a)b', flags: '' }],
    ['an unknown flag', { kind: 'regex', field: 'user.name', pattern: 'a', flags: 'x' }],
    ['a network that is none', { kind: 'cidr', field: 'source.ip', network: '10.0.0.0/33' }],
    ['a limit that is no number', { kind: 'compare', field: 'source.port', operator: '<', value: 'many' }],
    ['an order among addresses', { kind: 'compare', field: 'source.ip', operator: '<', value: 5 }],
  ])('refuses %s when compiling, not when matching', (_, expr) => {
    expect(() => compilePredicate(expr)).toThrow(InvalidExpression);
  });
});
