import type { CreateListEntry, ListKind } from '@tocsin/api-contract';
import { LIST_FACTS } from '@tocsin/api-contract';
import {
  addressRange,
  blockTarget,
  canonicalTerm,
  hostName,
  InvalidTerm,
  likelyKind,
  type TermKind,
} from '@tocsin/lists';

/** An entry as it is written: one term. */
export interface EntryRow {
  readonly kind: TermKind;
  readonly key: string;
  readonly value: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly validFrom: Date | null;
  readonly expiresAt: Date | null;
}

/** What of an entry cannot be used, by its path. */
export interface EntryProblem {
  readonly path: readonly string[];
  readonly message: string;
  /** Where in a regular expression, counted from 0. */
  readonly position?: number;
}

export type EntryRows = { readonly rows: readonly EntryRow[] } | { readonly problems: readonly EntryProblem[] };

/** The rows of what was given for a list of this kind, each term once; or everything that is wrong with it. */
export function entryRows(listKind: ListKind, given: CreateListEntry): EntryRows {
  const problems: EntryProblem[] = [];
  const facts = LIST_FACTS[listKind].safeParse(given.facts, { error: ({ input }) => missingWord(input) });
  if (!facts.success)
    problems.push(
      ...facts.error.issues.map(({ path, message }) => ({ path: ['facts', ...path.map(String)], message })),
    );
  const rows = new Map<string, EntryRow>();
  for (const [position, one] of valuesOf(given).entries()) {
    const path = given.values === undefined ? ['value'] : ['values', String(position)];
    const term = readTerm(one.kind ?? likelyKind(one.value), one.value, path);
    const problem = 'message' in term ? term.message : unfit(listKind, term);
    if ('message' in term) problems.push(term);
    else if (problem !== undefined) problems.push({ path, message: problem });
    else rows.set(`${term.kind} ${term.key}`, { ...term, ...timesOf(given), facts: withoutHoles(facts.data ?? {}) });
  }
  return problems.length > 0 ? { problems } : { rows: [...rows.values()] };
}

/** The schema's own words for what is wrong, but for what is not there. */
function missingWord(input: unknown): string | undefined {
  return input === undefined ? 'must be given' : undefined;
}

/** What is not said must not hide what was said elsewhere. */
function withoutHoles(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function valuesOf({ value, kind, values }: CreateListEntry): readonly { value: string; kind?: TermKind | undefined }[] {
  const given = values ?? (value === undefined ? [] : [value]);
  return given.map((one) => (typeof one === 'string' ? { value: one, kind } : { kind, ...one }));
}

function readTerm(kind: TermKind, value: string, path: readonly string[]) {
  try {
    return { kind, key: canonicalTerm(kind, value), value: value.trim() };
  } catch (error) {
    if (!(error instanceof InvalidTerm)) throw error;
    return { path, message: error.message, ...(error.position === undefined ? {} : { position: error.position }) };
  }
}

function timesOf({ validFrom, expiresAt }: CreateListEntry): Pick<EntryRow, 'validFrom' | 'expiresAt'> {
  return { validFrom: timeOf(validFrom), expiresAt: timeOf(expiresAt) };
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** Why a term cannot stand on a list of this kind. */
function unfit(listKind: ListKind, { kind, key }: Pick<EntryRow, 'kind' | 'key'>): string | undefined {
  if (listKind === 'allow') return guards(kind, key) ? undefined : 'must be an address, a network or a name';
  if (listKind !== 'block') return undefined;
  try {
    blockTarget(kind, key);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidTerm)) throw error;
    return error.message;
  }
}

/** An allowed value that guards nothing would only look as if it did. */
function guards(kind: TermKind, key: string): boolean {
  if (kind === 'regex') return false;
  return hostName(key) !== undefined || (kind !== 'domain' && addressRange(key) !== undefined);
}
