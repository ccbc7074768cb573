import { entitiesOf, entityKindOf, matchedValues } from './alert-entities';

function proof(...conditions: [field: string, operator: string, seen: string][]) {
  return {
    selections: [
      { name: 's', conditions: conditions.map(([field, operator, seen]) => ({ field, operator, seen, expected: '' })) },
    ],
    events: [],
    eventCount: 1,
  };
}

describe('the entities of an alert', () => {
  it('begin with what the alert is about and name each once', () => {
    const proofs = [
      proof(['user.name', 'equals', 'root'], ['source.ip', 'equals', '203.0.113.9']),
      proof(['user.name', 'equals', 'root']),
      null,
    ];
    expect(entitiesOf({ entity: { field: 'source.ip', value: '203.0.113.9' } }, proofs)).toEqual([
      { field: 'source.ip', value: '203.0.113.9' },
      { field: 'user.name', value: 'root' },
    ]);
  });

  it('are somebody or something, not a number or a property', () => {
    const proofs = [proof(['event.outcome', 'equals', 'failure'], ['user.name', 'count at least', '38'])];
    expect(entitiesOf({ entity: null }, proofs)).toEqual([]);
  });

  it('have a page when it can be asked for', () => {
    expect(entityKindOf({ field: 'user.name', value: 'root' })).toBe('identity');
    expect(entityKindOf({ field: 'process.name', value: 'sshd' })).toBeNull();
    expect(entityKindOf({ field: 'constructor', value: 'x' })).toBeNull();
    expect(entityKindOf({ field: 'host.name', value: 'x'.repeat(257) })).toBeNull();
    expect(entityKindOf({ field: 'host.name', value: 'a\u0000b' })).toBeNull();
  });

  it('and all values it saw are told, not how many there were', () => {
    const conditions = [
      { field: 'user.name', operator: 'equals', expected: 'r*', seen: 'root' },
      { field: 'user.name', operator: 'count at least', expected: '20', seen: '38' },
    ];
    const proof = { selections: [{ name: 's', conditions }], events: [], eventCount: 1 };
    expect(matchedValues({ entity: { field: 'host.name', value: 'web' }, proof, lastProof: null })).toEqual([
      { field: 'host.name', value: 'web' },
      { field: 'user.name', value: 'root' },
    ]);
  });
});
