const MOST = 100;

/** The events somebody pasted, or what is wrong with them, in words. */
export function eventsIn(text: string): { readonly events: readonly object[]; readonly fault?: string } {
  const events = text.trim().startsWith('[') ? wholeArray(text) : text.split('\n').flatMap(lineOf);
  const bad = events.findIndex((event) => typeof event !== 'object' || event === null || Array.isArray(event));
  if (bad >= 0) return { events: [], fault: `Event ${bad + 1} is no JSON object.` };
  if (events.length === 0) return { events: [], fault: 'Paste at least one event.' };
  if (events.length > MOST)
    return { events: [], fault: `These are ${events.length} events. At most ${MOST} are tried.` };
  return { events: events as object[] };
}

function wholeArray(text: string): unknown[] {
  const parsed = parsedOr(text);
  return Array.isArray(parsed) ? parsed : [undefined];
}

function lineOf(line: string): unknown[] {
  return line.trim() === '' ? [] : [parsedOr(line)];
}

/** Undefined for what is no JSON. */
function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
