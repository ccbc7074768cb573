import { batchLines, decodeBatch, type EventBatch } from '@tocsin/event-model';

import { BatchUnderWay } from './batch-under-way';

/** A message that is no batch: trying it again changes nothing, so it is set aside whole. */
export class UnreadableBatch extends Error {
  override readonly name = 'UnreadableBatch';
}

/** @throws {UnreadableBatch} */
export function openBatch(body: Buffer): BatchUnderWay {
  const batch = decode(body);
  const lines = batchLines(batch);
  if (lines.length !== batch.ids.length)
    throw new UnreadableBatch(`The batch has ${lines.length} lines but ${batch.ids.length} ids.`);
  return new BatchUnderWay(batch, lines);
}

function decode(body: Buffer): EventBatch {
  let batch: EventBatch;
  try {
    batch = decodeBatch(body);
  } catch (error) {
    throw new UnreadableBatch(`The message is no batch of events: ${error instanceof Error ? error.message : ''}`);
  }
  for (const name of ['id', 'source', 'dialect', 'receivedAt', 'frontend'] as const)
    if (typeof batch[name] !== 'string') throw new UnreadableBatch(`The batch does not say its ${name}.`);
  if (Number.isNaN(Date.parse(batch.receivedAt)))
    throw new UnreadableBatch('The batch does not say when it was received.');
  if (!batch.ids.every((id) => typeof id === 'string'))
    throw new UnreadableBatch('The ids of the batch are not texts.');
  return batch;
}
