import { z } from 'zod';

import { configurePlugins } from './configured-plugin';
import { PluginMetrics, type EventUnderWay, type PluginRun } from './plugin-run';
import { manifestOf } from './plugin-manifest';
import type { JsonRecord, Unwrapper } from './unwrapper';
import { Unwrapping } from './unwrapping';

class RecordedRuns extends PluginMetrics {
  readonly runs: PluginRun[] = [];
  override record(run: PluginRun): void {
    this.runs.push(run);
  }
}

const context = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0 };

function unwrapper(key: string, unwrap: (value: unknown) => unknown): Unwrapper {
  return {
    claims: (record) => Object.hasOwn(record, key),
    unwrap: (record) => unwrap(record[key]) as readonly JsonRecord[],
  };
}

function unwrapping(metrics: PluginMetrics, ...unwrappers: Unwrapper[]): Unwrapping {
  const found = unwrappers.map((plugin, order) => ({
    plugin,
    manifest: manifestOf({
      type: `unwrapper_${order}`,
      order,
      stability: 'beta',
      options: z.strictObject({}),
      reads: [],
      writes: [],
    }),
  }));
  return new Unwrapping(configurePlugins(found, {}, 'pipeline.unwrappers'), metrics);
}

describe(Unwrapping.name, () => {
  const item: EventUnderWay = { event: { '@timestamp': '2026-11-24T10:00:00.000Z', message: '' } };
  const records = unwrapper('records', (value) => value);
  const detail = unwrapper('detail', (value) => [value]);
  let metrics: RecordedRuns;

  beforeEach(() => {
    metrics = new RecordedRuns();
    delete item.event['tocsin.notes'];
  });

  it('gives back the record itself when nothing is around it', () => {
    const record = { a: 1 };
    expect(unwrapping(metrics, records).unwrap(item, record, context)[0]).toBe(record);
  });

  it('opens what is inside as well, and keeps the order', () => {
    const record = { records: [{ detail: { n: 1 } }, { n: 2 }, { detail: { records: [{ n: 3 }, { n: 4 }] } }] };
    expect(unwrapping(metrics, records, detail).unwrap(item, record, context)).toEqual([
      { n: 1 },
      { n: 2 },
      { n: 3 },
      { n: 4 },
    ]);
  });

  it('leaves a record as it is when nothing is in it, and lets the next one try', () => {
    const record = { records: [], detail: { n: 1 } };
    expect(unwrapping(metrics, records, detail).unwrap(item, record, context)).toEqual([{ n: 1 }]);
  });

  it('stops at four levels', () => {
    let record: JsonRecord = { end: true };
    for (let level = 0; level < 6; level += 1) record = { detail: record };
    expect(unwrapping(metrics, detail).unwrap(item, record, context)).toEqual([{ detail: { detail: { end: true } } }]);
  });

  it('opens no more records than a line can be meant to have', () => {
    const record = {
      records: Array.from({ length: 101 }, () => ({ records: Array.from({ length: 100 }, () => ({})) })),
    };
    expect(unwrapping(metrics, records).unwrap(item, record, context)).toHaveLength(101);
  });

  it.each([
    ['throws', () => JSON.parse('{') as unknown],
    ['answers no list', () => 7],
    ['answers no records', () => [1, 2]],
  ])('leaves the record as it is when an unwrapper %s, and says so', (_, unwrap) => {
    const all = unwrapping(metrics, unwrapper('a', unwrap));
    expect(all.unwrap(item, { a: 1 }, context)).toEqual([{ a: 1 }]);
    all.end();
    expect(item.event['tocsin.notes']).toEqual([expect.stringMatching(/^Plug-in unwrapper_0 failed: .*skipped$/)]);
    expect(metrics.runs).toMatchObject([{ type: 'unwrapper_0', failed: 1 }]);
  });
});
