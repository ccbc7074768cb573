import { AlertFilter } from './alert-filter';

const asker = { now: new Date('2026-11-24T12:00:00.000Z') };

describe(AlertFilter.name, () => {
  it('keeps what people type out of the SQL', () => {
    const filter = new AlertFilter({ status: 'all', q: `'; DROP TABLE alert; --` }, asker);
    expect(filter.sql).not.toContain('DROP');
    expect(filter.parameters).toEqual([`%';%`, '%DROP%', '%TABLE%', '%alert;%', '%--%']);
  });

  it('keeps the values of terms out of the SQL', () => {
    for (const field of ['severity', 'status', 'rule', 'entity', 'assignee', 'tag', 'verdict', 'user.name']) {
      const filter = new AlertFilter({ status: 'all', q: `-${field}:'DROP` }, asker);
      expect(filter.sql).not.toMatch(/drop/i);
      expect(JSON.stringify(filter.parameters)).toMatch(/drop/i);
    }
  });

  it('takes wildcards and backslashes for the characters they are', () => {
    expect(new AlertFilter({ status: 'all', q: '100%_\\' }, asker).parameters).toEqual(['%100\\%\\_\\\\%']);
  });

  it('finds an alert by its number', () => {
    const filter = new AlertFilter({ status: 'all', q: 'a-17' }, asker);
    expect(filter.sql).toContain('alert.number = $1');
    expect(filter.parameters).toEqual(['17']);
  });

  it('numbers its parameters in order', () => {
    const filter = new AlertFilter({ status: 'open', q: 'ssh' }, asker);
    filter.and(`alert.id = ${filter.parameter('x')}`);
    expect(filter.sql).toContain('ILIKE $2');
    expect(filter.sql).toContain('alert.id = $3');
  });

  it('leaves the terms of one facet aside', () => {
    const query = { status: 'all' as const, q: 'severity:high tag:vpn -severity:low' };
    expect(new AlertFilter(query, asker, 'severity').parameters).toEqual([['vpn']]);
  });
});
