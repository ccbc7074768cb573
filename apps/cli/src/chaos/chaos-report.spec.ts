import { describeReport, jsonOf, reportOf, type Findings } from './chaos-report';

const findings: Findings = {
  seed: 7,
  seconds: 200,
  attempted: 10,
  acknowledged: 10,
  whereabouts: { stored: 9, parked: 1, duplicated: 0, lost: 0, examples: [] },
  ledger: { accepted: 10, stored: 9, duplicate: 0, parked: 1, dropped: 0, inFlight: 0, unexplained: 0 },
  kills: { api: 3, elasticsearch: 1 },
  recoveries: { api: [2, 31, 3], elasticsearch: [80] },
  notRecovered: [],
};

describe(reportOf.name, () => {
  it('is for programs the numbers alone', () => {
    expect(JSON.parse(jsonOf(reportOf(findings)))).toEqual({
      attempted: 10,
      acknowledged: 10,
      stored: 9,
      duplicated: 0,
      lost: 0,
      parked: 1,
      dropped: 0,
      unexplained: 0,
      kills: { api: 3, elasticsearch: 1 },
      recovery_s: { api: { median: 3, max: 31 }, elasticsearch: { median: 80, max: 80 } },
    });
  });

  it('says which part took long to come back, each by its own limit', () => {
    const text = describeReport(reportOf(findings));
    expect(text.match(/SLOW: .*/g)).toEqual(['SLOW: api took 31.0 s to come back, more than 30 s.']);
    expect(text).toContain('Nothing is lost');
    const slow = reportOf({ ...findings, recoveries: { elasticsearch: [91] }, notRecovered: ['nginx'] });
    expect(describeReport(slow)).toContain('SLOW: elasticsearch took 91.0 s to come back, more than 90 s.');
    expect(describeReport(slow)).toContain('NOT BACK: nginx.');
  });
});
