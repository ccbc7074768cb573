import type { FoundEvent } from '../found-event';
import { examine } from '../json/examine';
import { beginsObject, OPEN_BRACE, OPEN_BRACKET, skipBlanks } from '../json/json-bytes';
import { elementsOf } from '../json/json-text';
import { textEvent } from '../text/text-event';
import { found } from './found';

/** A line that is a JSON object, or an array of several. */
export function jsonLine(line: Buffer, maxDepth: number): readonly FoundEvent[] {
  if (line[skipBlanks(line, 0)] !== OPEN_BRACKET) return [examined(line, maxDepth)];
  return found(line, () => [...elementsOf(line)].map((element) => examined(element, maxDepth)));
}

/** A line that is JSON when it begins with a brace, else text. */
export function jsonOrTextLine(line: Buffer, maxDepth: number): readonly FoundEvent[] {
  return line[skipBlanks(line, 0)] === OPEN_BRACE ? [examined(line, maxDepth)] : textLine(line);
}

/** A line nobody has said anything of. */
export function anyLine(line: Buffer, maxDepth: number): readonly FoundEvent[] {
  const start = skipBlanks(line, 0);
  // Many logs begin with a time in brackets.
  const isArray = line[start] === OPEN_BRACKET && beginsObject(line.subarray(start + 1));
  return isArray ? jsonLine(line, maxDepth) : jsonOrTextLine(line, maxDepth);
}

/** A line of text, whatever it looks like. */
export function textLine(line: Buffer): readonly FoundEvent[] {
  return [{ line: textEvent(line) }];
}

function examined(line: Buffer, maxDepth: number): FoundEvent {
  return { line, ...examine(line, maxDepth) };
}
