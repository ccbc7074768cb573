/** What of an alert a term can name; besides these any field with a dot, `user.name`, names what an alert is about. */
export const ALERT_TERM_FIELDS = ['severity', 'status', 'rule', 'entity', 'assignee', 'tag', 'verdict'] as const;

/** `severity:high`, or with a minus in front what is left out. */
export interface AlertTerm {
  /** One of {@link ALERT_TERM_FIELDS}, or the field of an entity. */
  readonly field: string;
  readonly value: string;
  readonly isLeftOut: boolean;
}

export interface AlertWords {
  /** Of one field any of those to keep, and none of those left out. */
  readonly terms: readonly AlertTerm[];
  /** All of them are in title, reason or entity. */
  readonly words: readonly string[];
}

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
const TOKEN = new RegExp(
  String.raw`(-?)([A-Za-z][\w.@-]*):(${QUOTED}|[^\s"]\S*)(?=\s|$)|(${QUOTED})(?=\s|$)|\S+`,
  'gu',
);
const ENTITY_FIELD = /^[a-z@_][\w@-]*(?:\.[\w@-]+)+$/i;

/** Reads the text of an alert filter. Whatever is no term is a word: no text is wrong. */
export function readAlertWords(text: string): AlertWords {
  const terms: AlertTerm[] = [];
  const words: string[] = [];
  for (const [whole, minus, name, value, quoted] of text.matchAll(TOKEN)) {
    const field = name === undefined ? undefined : fieldNamed(name);
    if (field !== undefined && value !== undefined)
      terms.push({ field, value: unquoted(value), isLeftOut: minus === '-' });
    else words.push(quoted === undefined ? whole : unquoted(quoted));
  }
  return { terms, words: words.filter((word) => word !== '') };
}

/** The term as it stands in the text; {@link readAlertWords} reads the same out of it. */
export function writeAlertTerm({ field, value, isLeftOut }: AlertTerm): string {
  const name = fieldNamed(field) ?? 'entity';
  return `${isLeftOut ? '-' : ''}${name}:${/^[^\s"\\\p{Cc}]+$/u.test(value) ? value : quoted(value)}`;
}

/** The text with the term; its opposite and the term itself are taken out first, so that nothing is said twice. */
export function addAlertTerm(text: string, term: AlertTerm): string {
  return [removeAlertTerm(text, term), writeAlertTerm(term)].filter((part) => part !== '').join(' ');
}

/** The text without what it says of this value, kept or left out. */
export function removeAlertTerm(text: string, { field, value }: Pick<AlertTerm, 'field' | 'value'>): string {
  const isMeant = (token: string) =>
    readAlertWords(token).terms.some((term) => term.field === field && term.value === value);
  return [...text.matchAll(TOKEN)]
    .map(([token]) => token)
    .filter((token) => !isMeant(token))
    .join(' ');
}

function fieldNamed(name: string): string | undefined {
  const known = ALERT_TERM_FIELDS.find((field) => field === name.toLowerCase());
  return known ?? (ENTITY_FIELD.test(name) ? name : undefined);
}

/** A text in quotes is read as JSON is, as far as it is JSON; NUL is in no alert. */
function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return (JSON.parse(text) as string).replaceAll('\0', '');
  } catch {
    return text.slice(1, -1);
  }
}

/** Control characters are written as escapes: the text is one line. */
function quoted(value: string): string {
  const escape = (one: string) => `\\u${one.codePointAt(0)?.toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replaceAll(/\p{Cc}/gu, escape);
}
