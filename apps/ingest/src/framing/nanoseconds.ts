const DIGITS = /^\d{1,20}$/;
const FRACTION_DIGITS = 9;

/** A time in nanoseconds since 1970 as RFC 3339 text with all its digits; `undefined` for what is none, 0 included. */
export function timeOfNanos(nanos: unknown): string | undefined {
  const text = typeof nanos === 'number' ? String(nanos) : nanos;
  if (typeof text !== 'string' || !DIGITS.test(text) || Number(text) === 0) return undefined;
  const padded = text.padStart(FRACTION_DIGITS + 1, '0');
  const seconds = new Date(Number(padded.slice(0, -FRACTION_DIGITS)) * 1_000);
  return `${seconds.toISOString().slice(0, 19)}.${padded.slice(-FRACTION_DIGITS)}Z`;
}
