import { isRsyslog } from './rsyslog';

const from = (headers: Record<string, string>) => isRsyslog({ headers });

describe(isRsyslog.name, () => {
  it('knows rsyslog by its content type and by naming no user agent', () => {
    expect(from({ 'content-type': 'application/json; charset=utf-8' })).toBe(true);
  });

  it.each([
    { 'user-agent': 'syslog-ng 3.38.1/libcurl 7.88.1', 'content-type': 'application/x-ndjson' },
    { 'user-agent': 'curl/7.88', 'content-type': 'application/json; charset=utf-8' },
    { 'content-type': 'application/x-ndjson' },
    {},
  ])('takes %j for another client', (headers: Record<string, string>) => expect(from(headers)).toBe(false));
});
