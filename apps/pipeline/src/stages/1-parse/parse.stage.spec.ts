import type { EventBatch } from '@tocsin/event-model';

import { BatchUnderWay } from '../../batch/batch-under-way';
import { pipelineOptionsSchema } from '../../pipeline.config';
import { ParseStage } from './parse.stage';

const stage = new ParseStage(pipelineOptionsSchema.parse({}));

function parsed(lines: readonly string[], extra: Partial<EventBatch> = {}): BatchUnderWay {
  const batch: EventBatch = {
    id: 'b',
    source: 'web',
    dialect: 'json',
    receivedAt: '2026-11-25T10:00:00.000Z',
    frontend: 'fe1',
    ids: lines.map((_, index) => `b-${index}`),
    lines: Buffer.alloc(0),
    ...extra,
  };
  const underWay = new BatchUnderWay(
    batch,
    lines.map((line) => Buffer.from(line)),
  );
  stage.run(underWay);
  return underWay;
}

describe(ParseStage.name, () => {
  it('parks what the front door refused with its words, although the line could be read', () => {
    const faults = [{ position: 1, code: 'cef.header', reason: 'There is no header.' }];
    const { events, refused } = parsed(['{"a":1}', '{"b":2}', 'nonsense'], { faults });
    expect(events.map(({ position }) => position)).toEqual([0]);
    expect(refused).toEqual([
      { position: 1, stage: 'ingest', refusal: { code: 'cef.header', reason: 'There is no header.' } },
      { position: 2, stage: 'parse', refusal: { code: 'parse.json', reason: expect.any(String) as string } },
    ]);
  });

  it('ignores faults of lines that are not there', () => {
    const { events, refused } = parsed(['{"a":1}'], { faults: [{ position: 7, code: 'x', reason: 'y' }] });
    expect([events.length, refused.length]).toEqual([1, 0]);
  });

  it('gives each event the tags of the source and the name of the application', () => {
    const { events } = parsed(['{"a":1}', '{"a":2}'], { tags: ['dmz'], application: 'probe' });
    expect(events.map(({ event }) => [event.tags, event['tocsin.application']])).toEqual([
      [['dmz'], 'probe'],
      [['dmz'], 'probe'],
    ]);
  });
});
