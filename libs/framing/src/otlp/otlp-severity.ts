/** OpenTelemetry's 24 severities, in the words of RFC 5424 that its appendix on other formats has for them. */
const WORDS = [
  ...['debug', 'debug', 'debug', 'debug', 'debug', 'debug', 'debug', 'debug'],
  ...['informational', 'notice', 'notice', 'notice', 'warning', 'warning', 'warning', 'warning'],
  ...['error', 'critical', 'alert', 'alert', 'emergency', 'emergency', 'emergency', 'emergency'],
] as const;

/** The word for a severity number, `undefined` for one that says nothing. */
export function severityWord(number: unknown): string | undefined {
  return typeof number === 'number' ? WORDS[number - 1] : undefined;
}
