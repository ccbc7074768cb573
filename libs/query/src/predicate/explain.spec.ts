import type { SecurityEvent } from '@tocsin/event-model';

import { all, any, not } from '../build';
import type { Expr } from '../expr';
import { explain } from './explain';

const event: SecurityEvent = {
  '@timestamp': '2026-11-24T08:00:00.000Z',
  message: 'session opened for root',
  'user.name': 'root',
  tags: ['lab', 'ssh-gate'],
  details: { session: { id: 'x'.repeat(400) } },
};
const user: Expr = { kind: 'equals', field: 'user.name', value: 'ROOT', cased: false };
const tag: Expr = { kind: 'starts', field: 'tags', value: 'ssh', cased: false };
const other: Expr = { kind: 'equals', field: 'user.name', value: 'alice', cased: false };

describe(explain.name, () => {
  it('names field, condition, expectation and the value that met it, of an array the one that did', () => {
    expect(explain(all([user, tag]))(event)).toEqual([
      { field: 'user.name', operator: 'equals', expected: 'ROOT', seen: 'root' },
      { field: 'tags', operator: 'starts with', expected: 'ssh', seen: 'ssh-gate' },
    ]);
  });

  it('leaves out what did not match and what was kept out', () => {
    expect(explain(any([user, other]))(event)).toHaveLength(1);
    expect(explain(all([user, other]))(event)).toEqual([]);
    expect(explain(not(other))(event)).toEqual([]);
  });

  it('finds the field a free word was met in', () => {
    expect(explain({ kind: 'keyword', pattern: 'opened' })(event)).toEqual([
      { field: 'message', operator: 'contains', expected: 'opened', seen: 'session opened for root' },
    ]);
  });

  it('cuts long values and long lists', () => {
    const values = Array.from({ length: 5_000 }, (_, index) => `v${index}`);
    const [long] = explain({ kind: 'exists', field: 'details.session.id' })(event);
    expect(long!.seen).toHaveLength(257);
    const [list] = explain({ kind: 'in', field: 'user.name', values: [...values, 'root'], cased: false })(event);
    expect(list!.expected).toBe('v0, v1, v2, v3, v4 and 4996 more');
  });
});
