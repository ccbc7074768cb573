import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../../shippers/alias/alias.normalizer';
import { SyslogLineNormalizer } from '../../shippers/syslog-line/syslog-line.normalizer';
import { ComplianceReportNormalizer } from './compliance-report.normalizer';

const normalizer = new ComplianceReportNormalizer();
const ITEM = {
  target: 'web.example',
  policy: { level: 'high', name: 'baseline', url: 'https://policy.example/' },
  check: {
    name: 'no telnet',
    ref: 'net01',
    description: 'No telnet',
    location: 'endpoint',
    test: { type: 'port', value: '23' },
  },
  compliance: true,
  link: 'https://policy.example/net01',
};

async function read(record: object): Promise<Record<string, unknown>> {
  const [event] = await normalized([new AliasNormalizer(), new SyslogLineNormalizer(), normalizer], [record]);
  return { ...event };
}

describe(ComplianceReportNormalizer.name, () => {
  const context: NormalizerContext = {
    source: 's',
    dialect: 'json',
    zone: 'UTC',
    receivedAt: 0,
    record: { details: ITEM },
  };
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: '' }), context });

  it('reads an item, at the top or under details', async () => {
    const event = await read({ ...ITEM, utctimestamp: '2026-11-24T10:00:00Z' });
    expect(event).toMatchObject({
      message: 'no telnet on web.example: success',
      'event.kind': 'state',
      'event.outcome': 'success',
      'host.name': 'web.example',
      'rule.id': 'net01',
      'rule.ruleset': 'baseline',
    });
    const under = await read({
      utctimestamp: '2026-11-25T10:00:00Z',
      category: 'complianceitems',
      details: { ...ITEM, compliance: false },
    });
    expect(under).toMatchObject({ 'event.outcome': 'failure', 'tocsin.state_key': event['tocsin.state_key'] });
  });

  it('keeps apart targets and checks', async () => {
    const check = { ...ITEM.check, test: { type: 'port', value: '24' } };
    const events = await Promise.all([ITEM, { ...ITEM, target: 'db.example' }, { ...ITEM, check }].map(read));
    expect(new Set(events.map((event) => event['tocsin.state_key'])).size).toBe(3);
  });

  it('reads a result of OpenSCAP', async () => {
    const message =
      'Nov 24 10:00:00 web oscap: msg: "xccdf-result", content: "ssg.xml", title: "A partition for /tmp", id: "rule_tmp", result: "fail", severity: "low", description: "text"';
    expect(await read({ message })).toMatchObject({
      'event.kind': 'state',
      'event.outcome': 'failure',
      'host.name': 'web',
      'rule.id': 'rule_tmp',
      'rule.name': 'A partition for /tmp',
      'vulnerability.severity': 'low',
    });
  });

  it('keeps no state of nobody', async () => {
    const event = await read({
      message: 'oscap: msg: "xccdf-result", content: "ssg.xml", id: "rule_tmp", result: "fail"',
    });
    expect(event).toMatchObject({ 'event.outcome': 'failure', 'rule.id': 'rule_tmp' });
    expect(event['tocsin.state_key']).toBeUndefined();
  });

  it('says nothing of other things with a check', async () => {
    expect(await read({ check: 'x', message: 'm' })).toMatchObject({ 'event.kind': 'event' });
  });
});
