const WORDS: Readonly<Record<string, readonly string[]>> = {
  success: ['success', 'succeeded', 'successful', 'ok', 'okay', 'pass', 'passed', 'allowed', 'accepted', 'true', 'yes'],
  failure: ['failure', 'failed', 'fail', 'error', 'denied', 'rejected', 'refused', 'invalid', 'false', 'no'],
  unknown: ['unknown'],
};
const BY_WORD = new Map(Object.entries(WORDS).flatMap(([outcome, words]) => words.map((word) => [word, outcome])));

/** `success`, `failure` or `unknown` from the words and booleans products use for it. */
export function readOutcome(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? 'success' : 'failure';
  return typeof value === 'string' ? BY_WORD.get(value.trim().toLowerCase()) : undefined;
}
