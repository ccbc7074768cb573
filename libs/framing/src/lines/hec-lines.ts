import type { FoundEvent } from '../found-event';
import { hecEvent } from '../hec/hec-event';
import { OPEN_BRACE, skipBlanks } from '../json/json-bytes';
import { ValueScanner } from '../json/json-text';
import { textLine } from './json-lines';

/** A line as one of HEC's two endpoints takes it: objects, one behind the other, or text. */
export function hecLine(line: Buffer, maxDepth: number): readonly FoundEvent[] {
  if (line[skipBlanks(line, 0)] !== OPEN_BRACE) return textLine(line);
  return [...objectsOf(line)].map((object) => hecEvent(object, {}, maxDepth));
}

function* objectsOf(line: Buffer): Generator<Buffer> {
  for (let at = skipBlanks(line, 0); at < line.length; at = skipBlanks(line, at)) {
    const end = line[at] === OPEN_BRACE ? new ValueScanner().scan(line, at) : -1;
    yield line.subarray(at, end < 0 ? line.length : end);
    at = end < 0 ? line.length : end;
  }
}
