import type { EventBatch } from '@tocsin/event-model';
import { lineReader } from '@tocsin/framing';

import { SAMPLE_KINDS, type SampleKind } from './sample-lines';

const EVENTS_PER_BATCH = 200;
const MAX_DEPTH = 32;

/** A batch as it comes from the queue. */
export interface SampleBatch {
  readonly kind: string;
  readonly batch: EventBatch;
  readonly lines: readonly Buffer[];
}

/** Batches of every kind in turn, as front ends would have made them. */
export function sampleBatches(perKind: number): SampleBatch[] {
  return Array.from({ length: perKind }, (_, round) => SAMPLE_KINDS.map((kind) => sampleBatch(kind, round))).flat();
}

function sampleBatch({ name, dialect, line }: SampleKind, round: number): SampleBatch {
  const reader = lineReader(dialect, MAX_DEPTH);
  const lines = Array.from({ length: EVENTS_PER_BATCH }, (_, index) =>
    reader.read(Buffer.from(line(round * EVENTS_PER_BATCH + index))),
  ).flatMap((found) => found.map((one) => one.line));
  const id = `bench-${name}-${round}`;
  const batch = {
    id,
    source: 'bench',
    dialect,
    receivedAt: '2026-11-26T10:00:00.000Z',
    frontend: 'bench',
    ids: lines.map((_, position) => `${id}-${position}`),
    lines: Buffer.alloc(0),
  };
  return { kind: name, batch, lines };
}
