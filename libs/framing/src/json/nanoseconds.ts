const DIGITS = /^\d{1,20}$/;
const FRACTION_DIGITS = 9;

/** Events that follow each other mostly happened in the same second. */
let last = { seconds: '0', text: '1970-01-01T00:00:00' };

/** A time in nanoseconds since 1970 as RFC 3339 text with all its digits; `undefined` for what is none, 0 included. */
export function timeOfNanos(nanos: unknown): string | undefined {
  const text = typeof nanos === 'number' ? String(nanos) : nanos;
  if (typeof text !== 'string' || !DIGITS.test(text) || Number(text) === 0) return undefined;
  const padded = text.padStart(FRACTION_DIGITS + 1, '0');
  return `${textOfSeconds(padded.slice(0, -FRACTION_DIGITS))}.${padded.slice(-FRACTION_DIGITS)}Z`;
}

function textOfSeconds(seconds: string): string {
  if (seconds !== last.seconds) last = { seconds, text: new Date(Number(seconds) * 1_000).toISOString().slice(0, 19) };
  return last.text;
}
