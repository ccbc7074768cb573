/** Why a line is no event; goes with its bytes to the parked events. */
export interface LineFault {
  readonly code: string;
  readonly reason: string;
}

export const NOT_UTF8: LineFault = { code: 'parse.encoding', reason: 'The line is not valid UTF-8.' };

/** What a parser's error says of a line, without the text it stumbled over: that is data, and stands in the line itself. */
export function syntaxFault(error: unknown): LineFault {
  const message = error instanceof Error ? error.message : String(error);
  const what = message.replace(/,? ?(\.\.\.)?".*$/su, '').trim() || 'it cannot be parsed';
  return { code: 'parse.json', reason: `The line is not JSON: ${what}` };
}

/** Whether a parsed value has the shape of an event: an object nested no deeper than allowed. */
export function shapeFault(value: unknown, maxDepth: number): LineFault | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { code: 'parse.shape', reason: `The line is JSON but not an object; it is ${kindOf(value)}.` };
  if (isDeeperThan(value, maxDepth))
    return { code: 'parse.depth', reason: `The event is nested deeper than ${maxDepth} levels.` };
  return undefined;
}

function isDeeperThan(value: object, depth: number): boolean {
  if (depth === 0) return true;
  for (const child of Object.values(value) as unknown[])
    if (typeof child === 'object' && child !== null && isDeeperThan(child, depth - 1)) return true;
  return false;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
