import type { FoundEvent } from '../found-event';
import { examine } from '../json/examine';
import { otlpEvent } from './otlp-event';
import type { OtlpFormat, OtlpItem } from './otlp-format';

/**
 * One event for each log record of an export request. A record that cannot be read costs only itself.
 * @throws when the request around the records is broken.
 */
export function* otlpEvents(body: Buffer, format: OtlpFormat, maxDepth: number): Generator<FoundEvent> {
  for (const item of format.itemsOf(body)) yield eventOf(item, format, maxDepth);
}

function eventOf({ bytes, origin }: OtlpItem, format: OtlpFormat, maxDepth: number): FoundEvent {
  const read = format.recordOf(bytes, maxDepth);
  if ('fault' in read) return { line: format.parkable(bytes), fault: read.fault };
  const line = Buffer.from(JSON.stringify(otlpEvent(read.record, origin)));
  return { line, fault: examine(line, maxDepth).fault };
}
