import { dialectNote } from './dialect-note';

describe(dialectNote.name, () => {
  it.each([undefined, 'syslog', 'elasticsearch_bulk'])('has nothing to say of %s', (dialect) => {
    expect(dialectNote(dialect)).toBe('');
  });

  it('tells of a name that says nothing of how lines are read, and of those that do', () => {
    expect(dialectNote('sylog')).toMatch(/^tocsin: dialect "sylog" .* syslog,.*\n$/);
  });
});
