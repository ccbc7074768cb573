import type { FoundEvent } from '../found-event';
import { examine } from '../json/examine';
import { lokiEvent, type LokiFormat, type LokiItem } from './loki-entry';

/**
 * One event for each entry of a push request. An entry that cannot be read costs only itself.
 * @throws when the request around the entries is broken.
 */
export function* lokiEvents(body: Buffer, format: LokiFormat, maxDepth: number): Generator<FoundEvent> {
  for (const item of format.itemsOf(body)) yield eventOf(item, format, maxDepth);
}

function eventOf({ bytes, labels }: LokiItem, format: LokiFormat, maxDepth: number): FoundEvent {
  const entry = format.entryOf(bytes);
  if ('fault' in entry) return { line: format.parkable(bytes), fault: entry.fault };
  const line = lokiEvent(entry, labels);
  return { line, fault: examine(line, maxDepth).fault };
}
