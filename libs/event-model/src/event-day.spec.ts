import { eventDay } from './event-day';

const received = '2026-11-24T10:00:00.000Z';
const day = (timestamp: string) => eventDay({ '@timestamp': timestamp }, received);

describe(eventDay.name, () => {
  it('is the UTC day of the event, whatever day it came in', () => {
    expect(day('2026-11-23T23:59:59.999Z')).toBe('2026-11-23');
    expect(day('2026-11-25T00:30:00.000+01:00')).toBe('2026-11-24');
  });

  it('takes events up to 400 days old and 31 days ahead at their word', () => {
    expect(day('2025-10-20T10:00:00.000Z')).toBe('2025-10-20');
    expect(day('2026-12-25T10:00:00.000Z')).toBe('2026-12-25');
  });

  it('falls back to the day of receipt outside that span', () => {
    expect(day('2025-10-20T09:59:59.999Z')).toBe('2026-11-24');
    expect(day('2026-12-25T10:00:00.001Z')).toBe('2026-11-24');
  });

  it('falls back to the day of receipt when the time cannot be read', () => {
    expect(day('yesterday')).toBe('2026-11-24');
  });
});
