/** A value that a STIX pattern looks for. */
export interface PatternTerm {
  readonly value: string;
  readonly kind?: 'cidr' | 'regex';
  /** STIX type of the object: `ipv4-addr`. */
  readonly type: string;
}

/** Objects whose value stands in events, with the property that holds it. */
const USABLE =
  /^(?:ipv4-addr|ipv6-addr|domain-name|url|email-addr|mac-addr):value$|^file:(?:hashes\..+|name)$|^user-account:(?:user_id|account_login)$|^process:name$/;
/** Conditions that must hold together, or in an order, or not at all: one value alone would say too much. */
const TOGETHER = new Set(['AND', 'FOLLOWEDBY', 'NOT']);
const KINDS: Readonly<Record<string, Pick<PatternTerm, 'kind'>>> = {
  '=': {},
  IN: {},
  ISSUBSET: { kind: 'cidr' },
  MATCHES: { kind: 'regex' },
};

/** The values a pattern looks for, any of which is enough; or why there is none. */
export function patternTerms(pattern: string): readonly PatternTerm[] | string {
  const terms: PatternTerm[] = [];
  let [path, operator] = ['', ''];
  for (const { text, isLiteral } of tokens(pattern)) {
    if (!isLiteral && TOGETHER.has(text))
      return 'its pattern joins conditions; only those joined by OR can be looked for';
    if (!isLiteral && text.includes(':')) [path, operator] = [text, ''];
    else if (!isLiteral) operator = /^[(,]$/.test(text) ? operator : text;
    else if (operator === '' && path.endsWith('.')) path += text;
    else if (USABLE.test(path) && Object.hasOwn(KINDS, operator))
      terms.push({ type: path.slice(0, path.indexOf(':')), value: text, ...KINDS[operator] });
  }
  return terms.length > 0 ? terms : 'its pattern has nothing that a list can look for';
}

/** Words, signs and literals; of a literal what stands between its quotes. Takes time that grows with the length only. */
function* tokens(pattern: string): Generator<{ text: string; isLiteral: boolean }> {
  const plain = /[\w.:-]+|[=<>!]+|\S/y;
  for (let at = 0; at < pattern.length;) {
    if (pattern.charAt(at) === "'") {
      const [text, end] = literal(pattern, at + 1);
      yield { text, isLiteral: true };
      at = end;
      continue;
    }
    plain.lastIndex = at;
    const text = plain.exec(pattern)?.[0];
    if (text !== undefined) yield { text, isLiteral: false };
    at += text?.length ?? 1;
  }
}

/** The literal that begins here, and where it has ended. A backslash takes the next character as it is. */
function literal(pattern: string, start: number): [text: string, end: number] {
  let text = '';
  let at = start;
  for (; at < pattern.length && pattern.charAt(at) !== "'"; at += 1) {
    if (pattern.charAt(at) === '\\') at += 1;
    text += pattern.charAt(at);
  }
  return [text, at + 1];
}
