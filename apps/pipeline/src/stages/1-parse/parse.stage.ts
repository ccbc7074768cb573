import { Inject, Injectable } from '@nestjs/common';
import type { EventBatch, LineFault, SecurityEvent } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';

import type { BatchEvent, BatchUnderWay } from '../../batch/batch-under-way';
import { PIPELINE_OPTIONS } from '../../pipeline-options';
import type { PipelineOptions } from '../../pipeline.config';
import { isKnownZone } from '../2-normalize/time/zones';
import { parseLine } from './parse-line';

const ECS_VERSION = '9.2.0';

type BatchFacts = Omit<NormalizerContext, 'record'>;

/** Stage 1: each line becomes a record and an event that says no more than where it came from. */
@Injectable()
export class ParseStage {
  constructor(@Inject(PIPELINE_OPTIONS) private readonly options: PipelineOptions) {}

  run(underWay: BatchUnderWay): void {
    const { batch, lines, fates } = underWay;
    const receivedAt = new Date(batch.receivedAt);
    const zone = batch.zone ?? 'UTC';
    const facts: BatchFacts = { source: batch.source, dialect: batch.dialect, zone, receivedAt: receivedAt.getTime() };
    const notes = isKnownZone(zone) ? [] : [`The zone ${zone} of the source is unknown; its times are taken as UTC`];
    const faults = faultsByPosition(batch);
    for (const [position, { code, reason }] of faults)
      underWay.refuse({ position, stage: 'ingest', refusal: { code, reason } });
    const events: BatchEvent[] = [];
    for (const [position, line] of lines.entries()) {
      if (fates.of(position) === 'parked') continue;
      const parsed = parseLine(line, this.options.maxDepth);
      if ('code' in parsed) {
        underWay.refuse({ position, stage: 'parse', refusal: parsed });
        continue;
      }
      const event = newEvent(batch, receivedAt.toISOString());
      const allNotes = parsed.notes.length === 0 ? notes : [...notes, ...parsed.notes];
      if (allNotes.length > 0) event['tocsin.notes'] = allNotes;
      events.push({ position, id: batch.ids[position] ?? '', event, context: { ...facts, record: parsed.record } });
    }
    underWay.events = events;
  }
}

function faultsByPosition({ faults = [], ids }: EventBatch): ReadonlyMap<number, LineFault> {
  return new Map(faults.filter(({ position }) => position in ids).map((fault) => [fault.position, fault]));
}

/** Every event starts with these fields, in this order: that keeps the engine's shapes few. */
function newEvent(batch: EventBatch, receivedAt: string): SecurityEvent {
  const { tags, application } = batch;
  return {
    '@timestamp': receivedAt,
    message: '',
    'ecs.version': ECS_VERSION,
    'event.ingested': receivedAt,
    'event.kind': 'event',
    'tocsin.batch': batch.id,
    'tocsin.dialect': batch.dialect,
    'tocsin.frontend': batch.frontend,
    'tocsin.lag_ms': 0,
    'tocsin.source': batch.source,
    ...(tags === undefined ? {} : { tags: [...tags] }),
    ...(application === undefined ? {} : { 'tocsin.application': application }),
  };
}
