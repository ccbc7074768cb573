const WORDS: Readonly<Record<string, number>> = {
  unknown: 0,
  informational: 1,
  info: 1,
  low: 3,
  medium: 5,
  high: 8,
  'very-high': 10,
  'very high': 10,
  critical: 10,
};

export interface ProductSeverity {
  /** 0 to 10, as the product counts. */
  readonly score: number;
  /** RFC 5424. */
  readonly name: string;
  readonly code: number;
}

/** Severity of CEF and LEEF, which counts upwards to 10; `undefined` when the text is none. */
export function readProductSeverity(text: string | undefined): ProductSeverity | undefined {
  const word = text?.trim().toLowerCase() ?? '';
  const score = /^\d{1,2}$/.test(word) ? Number(word) : Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (score === undefined || score > 10) return undefined;
  if (score >= 9) return { score, name: 'critical', code: 2 };
  if (score >= 7) return { score, name: 'error', code: 3 };
  return score >= 4 ? { score, name: 'warning', code: 4 } : { score, name: 'informational', code: 6 };
}
