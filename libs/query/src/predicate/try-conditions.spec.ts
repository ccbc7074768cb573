import { anEvent } from '@tocsin/testing';

import { all, any, not } from '../build';
import type { Expr } from '../expr';
import { tryConditions } from './try-conditions';

const user: Expr = { kind: 'equals', field: 'user.name', value: 'root', cased: false };
const port: Expr = { kind: 'compare', field: 'source.port', operator: '>', value: 1_024 };
const word: Expr = { kind: 'keyword', pattern: 'publickey' };

describe(tryConditions.name, () => {
  it('tells each condition by itself, with what the event has there', () => {
    const event = anEvent({ 'user.name': ['ada', 'root'], 'source.port': undefined as never });
    expect(tryConditions(all([user, any([port, word])]))(event)).toEqual([
      {
        field: 'user.name',
        operator: 'equals',
        expected: 'root',
        isMet: true,
        isUnwanted: false,
        seen: ['ada', 'root'],
      },
      { field: 'source.port', operator: 'more than', expected: '1024', isMet: false, isUnwanted: false, seen: [] },
      expect.objectContaining({ field: '', operator: 'contains anywhere', expected: 'publickey', isMet: true }),
    ]);
  });

  it('says what an expression does not want', () => {
    const tried = tryConditions(not(all([user, not(port)])))(anEvent());
    expect(tried.map(({ isUnwanted }) => isUnwanted)).toEqual([true, false]);
  });

  it('stays small whatever rule and event hold', () => {
    const many = any(Array.from({ length: 500 }, (_, index) => ({ ...user, value: `u${index}` })));
    const tried = tryConditions(many)(anEvent({ 'user.name': Array<string>(100).fill('x'.repeat(10_000)) }));
    expect(tried).toHaveLength(100);
    expect(JSON.stringify(tried).length).toBeLessThan(200_000);
  });
});
