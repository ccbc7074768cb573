/** A value that a STIX pattern looks for. */
export interface PatternTerm {
  readonly value: string;
  readonly kind?: 'cidr' | 'regex';
  /** STIX type of the object: `ipv4-addr`. */
  readonly type: string;
}

const COMPARISON =
  /([a-z][a-z0-9-]*):([A-Za-z0-9_.'-]+(?:\[\*\])?)\s*(=|IN|ISSUBSET|MATCHES|\S+)\s*(\(?(?:\s*,?\s*'(?:[^'\\]|\\.)*')+\s*\)?)/g;
const TEXT = /'((?:[^'\\]|\\.)*)'/g;
/** Conditions that must hold together, or in an order: one value alone would say too much. */
const TOGETHER = /\b(?:AND|FOLLOWEDBY|NOT)\b/;
/** Objects whose value stands in events, by the property that holds it. */
const USABLE = /^(?:value|hashes\..+|name|address)$/;
const TYPES = new Set([
  'ipv4-addr',
  'ipv6-addr',
  'domain-name',
  'url',
  'email-addr',
  'file',
  'user-account',
  'mac-addr',
  'process',
]);

/** The values a pattern looks for, any of which is enough; or why there is none. */
export function patternTerms(pattern: string): readonly PatternTerm[] | string {
  if (TOGETHER.test(pattern.replace(TEXT, "''")))
    return 'its pattern joins conditions; only those joined by OR can be looked for';
  const terms: PatternTerm[] = [];
  for (const [, type = '', property = '', operator = '', texts = ''] of pattern.matchAll(COMPARISON)) {
    if (!TYPES.has(type) || !USABLE.test(property.replaceAll("'", ''))) continue;
    const kind = KINDS[operator];
    if (kind === undefined) continue;
    for (const [, text = ''] of texts.matchAll(TEXT))
      terms.push({ type, value: text.replace(/\\(.)/g, '$1'), ...kind });
  }
  return terms.length > 0 ? terms : 'its pattern has nothing that a list can look for';
}

const KINDS: Readonly<Record<string, Pick<PatternTerm, 'kind'>>> = {
  '=': {},
  IN: {},
  ISSUBSET: { kind: 'cidr' },
  MATCHES: { kind: 'regex' },
};
