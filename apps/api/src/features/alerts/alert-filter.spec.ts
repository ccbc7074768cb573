import { AlertFilter } from './alert-filter';

describe(AlertFilter.name, () => {
  it('keeps what people type out of the SQL', () => {
    const filter = new AlertFilter({ status: 'all', q: `'; DROP TABLE alert; --` });
    expect(filter.sql).not.toContain('DROP');
    expect(filter.parameters).toEqual([`%'; DROP TABLE alert; --%`]);
  });

  it('takes wildcards and backslashes for the characters they are', () => {
    expect(new AlertFilter({ status: 'open', q: '100%_\\' }).parameters).toEqual(['%100\\%\\_\\\\%']);
  });

  it('finds an alert by its number', () => {
    const filter = new AlertFilter({ status: 'all', q: 'a-17' });
    expect(filter.sql).toContain('alert.number = $1');
    expect(filter.parameters).toEqual(['17']);
  });

  it('numbers its parameters in order', () => {
    const filter = new AlertFilter({ status: 'open', q: 'ssh' });
    filter.after(['2026-11-24T12:00:00.000001Z', '0b8e9c5e-6d0c-4b7e-8f6e-0a1b2c3d4e5f']);
    expect(filter.sql).toContain('ILIKE $1');
    expect(filter.sql).toContain('($2::timestamptz, $3::uuid)');
  });
});
