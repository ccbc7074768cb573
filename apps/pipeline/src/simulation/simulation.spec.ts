import type { SimulatedLine } from '@tocsin/api-contract';

import { SimulationUnderTest } from '../testing/simulation-under-test';
import type { NumberedLine } from './framed-lines';
import { Simulation, type SimulatedSender } from './simulation';

const FAILED = 'Nov 26 08:00:01 web-1 sshd[7]: Failed password for root from 203.0.113.7 port 22 ssh2';

function numbered(lines: readonly string[], from = 1): NumberedLine[] {
  return lines.map((line, index) => ({ number: from + index, bytes: Buffer.from(line) }));
}

describe(Simulation.name, () => {
  let simulation: SimulationUnderTest;
  beforeAll(async () => {
    simulation = await SimulationUnderTest.start();
  });
  afterAll(() => simulation.stop());

  async function simulate(lines: readonly string[], sender: Partial<SimulatedSender> = {}): Promise<SimulatedLine[]> {
    const sending = simulation.open(sender);
    return [...(await sending.send(numbered(lines))), ...(await sending.end())];
  }

  it('tells of each line in order, of text and of JSON, and why one would be parked where', async () => {
    const [text, json, broken] = await simulate([FAILED, '{"summary":"hello"}', '{"summary":']);
    expect(text).toMatchObject({
      outcome: 'event',
      line: 1,
      event: { 'user.name': 'root', 'source.ip': '203.0.113.7' },
    });
    expect(json).toMatchObject({ outcome: 'event', line: 2, event: { message: 'hello' }, trace: [] });
    expect(broken).toMatchObject({ outcome: 'parked', line: 3, stage: 'ingest', code: 'parse.json' });
  });

  it('takes the sender for what it is said to be', async () => {
    const sender = { dialect: 'custom', application: 'till', source: 'shop', tags: ['pci'], zone: 'Europe/Berlin' };
    expect(await simulate(['{"time":"2026-11-26 09:00:00"}'], sender)).toMatchObject([
      {
        event: {
          '@timestamp': '2026-11-26T08:00:00.000Z',
          'event.ingested': '2026-11-26T12:00:00.000Z',
          'tocsin.application': 'till',
          'tocsin.dialect': 'custom',
          'tocsin.source': 'shop',
          tags: ['pci'],
        },
      },
    ]);
    expect(await simulate([FAILED], { dialect: 'json' })).toMatchObject([{ outcome: 'parked', code: 'parse.json' }]);
  });

  it('names the rules a line matches', async () => {
    const attempts = await simulate(Array.from({ length: 3 }, () => FAILED));
    for (const one of attempts) expect(one).toMatchObject({ outcome: 'event' });
    const [cleared] = await simulate([
      '{"EventID":1102,"Channel":"Security","Provider_Name":"Microsoft-Windows-Eventlog"}',
    ]);
    expect(cleared).toMatchObject({ outcome: 'event', rules: expect.any(Array) as unknown });
  });

  it('tells what each plug-in changed, from what to what', async () => {
    const [line] = await simulate([FAILED], { traces: true });
    const trace = line?.outcome === 'event' ? line.trace : [];
    expect(trace.map(({ plugin }) => plugin)).toEqual(line?.outcome === 'event' ? line.event['tocsin.plugins'] : []);
    expect(trace.find(({ plugin }) => plugin === 'syslog_line')?.changes).toContainEqual({
      field: 'message',
      before: FAILED,
      after: 'Failed password for root from 203.0.113.7 port 22 ssh2',
    });
    expect(trace.every(({ micros }) => micros >= 0)).toBe(true);
  });

  it('says of an action of a bulk that it belongs to its document, also when that comes with the next batch', async () => {
    const sending = simulation.open({ dialect: 'elasticsearch_bulk' });
    expect(await sending.send(numbered(['{"index":{}}', '{"a":1}', '{"index":{}}']))).toMatchObject([
      { outcome: 'joined', line: 1, to: 2 },
      { outcome: 'event', line: 2 },
    ]);
    expect(await sending.send(numbered(['{"a":2}', '{"create":{}}'], 4))).toMatchObject([
      { outcome: 'joined', line: 3, to: 4 },
      { outcome: 'event', line: 4 },
    ]);
    expect(await sending.end()).toMatchObject([{ outcome: 'parked', line: 5, code: 'bulk.refused' }]);
  });

  it('gives several events of one line the same number', async () => {
    expect(await simulate(['[{"summary":"a"},{"summary":"b"}]', 'c'])).toMatchObject([
      { line: 1, event: { message: 'a' } },
      { line: 1, event: { message: 'b' } },
      { line: 2, event: { message: 'c' } },
    ]);
  });

  it('gives the same answer each time it is asked', async () => {
    const once = await simulate([FAILED, '{"summary":"hello"}']);
    expect(await simulate([FAILED, '{"summary":"hello"}'])).toEqual(once);
  });
});
