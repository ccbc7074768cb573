/** Values by element and parameter; a parameter that is repeated has all its values. */
export type StructuredData = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Where a part of a header ended, and what it said. */
export interface ReadStructuredData {
  readonly end: number;
  readonly data: StructuredData | undefined;
}

type Elements = Map<string, Map<string, string[]>>;

const NIL = '-';
/** `[id`, of printable characters but `=`, blank, `]` and `"`. */
const ELEMENT = /\[([^\s="\]]{1,256})/y;
/** ` name="value"`, with `"`, `\` and `]` escaped by a backslash. */
const PARAMETER = / +([^\s="\]]{1,256})="([^"\\]*(?:\\.[^"\\]*)*)"/sy;

/** The structured data that starts there (RFC 5424, 6.3); `undefined` when there is none in its form. */
export function readStructuredData(text: string, start: number): ReadStructuredData | undefined {
  if (text[start] === NIL) return isAtEnd(text, start + 1) ? { end: start + 1, data: undefined } : undefined;
  const elements: Elements = new Map();
  let at = start;
  while (text[at] === '[') {
    const end = readElement(text, at, elements);
    if (end === undefined) return undefined;
    at = end;
  }
  return elements.size > 0 && isAtEnd(text, at) ? { end: at, data: objectOf(elements) } : undefined;
}

function readElement(text: string, start: number, elements: Elements): number | undefined {
  ELEMENT.lastIndex = start;
  const id = ELEMENT.exec(text)?.[1];
  if (id === undefined) return undefined;
  const parameters = elements.get(id) ?? new Map<string, string[]>();
  elements.set(id, parameters);
  let at = ELEMENT.lastIndex;
  for (;;) {
    PARAMETER.lastIndex = at;
    const [, name, value] = PARAMETER.exec(text) ?? [];
    if (name === undefined || value === undefined) break;
    const values = parameters.get(name);
    if (values) values.push(unescaped(value));
    else parameters.set(name, [unescaped(value)]);
    at = PARAMETER.lastIndex;
  }
  return text[at] === ']' ? at + 1 : undefined;
}

/** A backslash before anything else stands for itself. */
function unescaped(value: string): string {
  return value.includes('\\') ? value.replace(/\\(["\\\]])/g, '$1') : value;
}

/** Names are the sender's; made this way, `__proto__` is a name like any other. */
function objectOf(elements: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>): StructuredData {
  return Object.fromEntries([...elements].map(([id, parameters]) => [id, parametersOf(parameters)]));
}

function parametersOf(parameters: ReadonlyMap<string, readonly string[]>): StructuredData[string] {
  const one = ([name, values]: [string, readonly string[]]) =>
    [name, values.length === 1 ? values[0] : values] as const;
  return Object.fromEntries([...parameters].map(one)) as StructuredData[string];
}

function isAtEnd(text: string, at: number): boolean {
  return at === text.length || text[at] === ' ';
}
