import { AlertFilter } from './alert-filter';

const asker = { now: new Date('2026-11-24T12:00:00.000Z') };

describe(AlertFilter.name, () => {
  it('keeps what people type out of the SQL', () => {
    const filter = new AlertFilter({ status: 'all', q: `'; DROP TABLE alert; --` }, asker);
    expect(filter.sql).not.toContain('DROP');
    expect(filter.parameters).toEqual([`%'; DROP TABLE alert; --%`]);
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
    filter.after(['2026-11-24T12:00:00.000001Z', '0b8e9c5e-6d0c-4b7e-8f6e-0a1b2c3d4e5f']);
    expect(filter.sql).toContain('ILIKE $2');
    expect(filter.sql).toContain('($3::timestamptz, $4::uuid)');
  });
});
