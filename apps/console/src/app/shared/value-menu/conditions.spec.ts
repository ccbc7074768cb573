import { parseQuery } from '@tocsin/query';

import { conditionOf, keepOnly, leaveOut } from './conditions';

const NOW = new Date('2026-11-24T12:00:00Z');

describe('a condition made of a value', () => {
  it.each(['root', 'a"b\\c', '*?', '(x OR y)', '<b>', ' two  words '])('finds exactly %j', (value) => {
    expect(parseQuery(conditionOf('user.name', value) ?? '', NOW)).toEqual({
      kind: 'equals',
      field: 'user.name',
      value,
      cased: false,
    });
  });

  it('is not made of names that cannot be written', () => {
    expect(conditionOf('details.a b', 'x')).toBeUndefined();
    expect(conditionOf('details.é-1', 'x')).toBe('details.é-1:"x"');
  });

  it('narrows the whole query, not its last part', () => {
    const condition = conditionOf('host.name', 'web') ?? '';
    const meaning = (query: string) => JSON.stringify(parseQuery(query, NOW));
    expect(keepOnly('', condition)).toBe('host.name:"web"');
    expect(meaning(keepOnly('a OR b', condition))).toBe(meaning('(a OR b) AND host.name:"web"'));
    expect(meaning(leaveOut('a b', condition))).toBe(meaning('a AND b AND NOT host.name:"web"'));
    expect(leaveOut('', condition)).toBe('NOT host.name:"web"');
  });
});
