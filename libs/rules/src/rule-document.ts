import type { RuleKind } from '@tocsin/database';
import type { RuleFacts } from '@tocsin/event-model';
import type { LogSource, RuleSet, SigmaFilter } from '@tocsin/sigma';

/** Stands for the set in the names of rules that were written here. */
export const HERE = 'here';

/** A document that was read, as it is stored. */
export interface LoadedDocument {
  readonly id: string;
  readonly kind: RuleKind;
  readonly file: string;
  readonly text: string;
  readonly facts: RuleFacts;
  readonly logsource: LogSource;
}

/** What of a set was read from files that are asked for. */
export function loadedDocuments(
  { rules, counted, correlations, filters }: RuleSet,
  isAskedFor: (file: string) => boolean,
): LoadedDocument[] {
  const detections = [...rules, ...counted].map(({ facts, file, text, logsource }) => ({
    ...{ id: facts.id, kind: 'detection' as const, file, text, facts, logsource },
  }));
  const counting = correlations.map(({ facts, file, text }) => ({
    ...{ id: facts.id, kind: 'correlation' as const, file, text, facts, logsource: {} },
  }));
  const all = [...detections, ...counting, ...filters.map(filterDocument)];
  return all.filter(({ file }) => isAskedFor(file)).map(storable);
}

function filterDocument({ id, title, file, text, logsource }: SigmaFilter): LoadedDocument {
  const facts: RuleFacts = {
    ...{ id, title, description: '', hash: '', level: 'informational', author: '' },
    ...{ tags: [], falsePositives: [], references: [] },
  };
  return { id, kind: 'filter', file, text, facts, logsource };
}

/** PostgreSQL keeps neither NUL nor half a character. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

function storable(document: LoadedDocument): LoadedDocument {
  const clean = (_: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replace(UNSTORABLE, '\uFFFD') : value;
  return JSON.parse(JSON.stringify(document, clean)) as LoadedDocument;
}
