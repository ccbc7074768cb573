const SUCCESS = 1n << 53n;
const FAILURE = 1n << 52n;
const MAX_KNOWN = 500;

/** Keywords of an event in one form, and what they say of an audit. */
export interface Keywords {
  /** The mask in hexadecimal, as rules ask for it, and the words for an audit. */
  readonly texts: readonly string[];
  readonly audit: 'success' | 'failure' | undefined;
}

const AUDITS = { success: 'Audit Success', failure: 'Audit Failure' } as const;
/** What the masks of the Security channel are where a shipper writes the words only. */
const AUDIT_MASKS = { success: '0x8020000000000000', failure: '0x8010000000000000' } as const;
const NONE: Keywords = { texts: [], audit: undefined };
const known = new Map<string, Keywords>();

/** Reads a mask, as hexadecimal or signed decimal text, or the words for it. */
export function readKeywords(given: unknown): Keywords {
  const text = textOf(given);
  if (text === '' || text.length > 500) return NONE;
  const cached = known.get(text);
  if (cached !== undefined) return cached;
  if (known.size >= MAX_KNOWN) known.clear();
  const keywords = readMask(text) ?? readWords(text);
  known.set(text, keywords);
  return keywords;
}

function textOf(given: unknown): string {
  const one = Array.isArray(given) ? given.filter((word) => typeof word === 'string').join(',') : given;
  return typeof one === 'string' || typeof one === 'number' ? String(one).trim() : '';
}

function readMask(text: string): Keywords | undefined {
  if (!/^(?:0x[\da-f]{1,16}|-?\d{1,20})$/i.test(text)) return undefined;
  const mask = BigInt.asUintN(64, BigInt(text));
  const audit = (mask & FAILURE) !== 0n ? 'failure' : (mask & SUCCESS) !== 0n ? 'success' : undefined;
  const hex = `0x${mask.toString(16)}`;
  return { texts: audit === undefined ? [hex] : [hex, AUDITS[audit]], audit };
}

function readWords(text: string): Keywords {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const audit = /audit.?failure/i.test(text) ? 'failure' : /audit.?success/i.test(text) ? 'success' : undefined;
  return audit === undefined ? { texts: words, audit } : { texts: [AUDIT_MASKS[audit], AUDITS[audit]], audit };
}
