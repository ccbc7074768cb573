import { anAlert, NOW } from '../../../../testing/fixtures';
import { listColumns } from './column-widths';

const now = new Date(NOW);
const entity = (value: string) => anAlert(1, { entity: { field: 'source.ip', value } });
const widths = (...alerts: ReturnType<typeof anAlert>[]) => listColumns(alerts, 'utc', now).split(' ');

describe('the columns of the list', () => {
  it('make room for the longest address', () => {
    const short = parseFloat(widths(entity('203.0.113.9')).at(-3) ?? '');
    const long = parseFloat(
      widths(entity('203.0.113.9'), entity('2001:db8:1111:2222:3333:4444:5555:6666')).at(-3) ?? '',
    );
    expect(long).toBeGreaterThan(short);
  });

  it('do not move for one character more', () => {
    expect(widths(entity('198.51.100.24'))).toEqual(widths(entity('198.51.100.2')));
  });

  it('make room for days once one row is not of today', () => {
    const yesterday = anAlert(2, { lastAt: '2026-11-23T12:00:00.000Z' });
    expect(parseFloat(widths(anAlert(1), yesterday)[2] ?? '')).toBeGreaterThan(parseFloat(widths(anAlert(1))[2] ?? ''));
  });

  it('exist for an empty list', () => expect(widths()).toHaveLength(8));
});
