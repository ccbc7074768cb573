import { load, YAMLException } from 'js-yaml';

import type { Refusal } from '../rules/rule';
import { lineOf } from './line-of';
import type { ReadDocuments, RuleDocument } from './rule-document';
import { splitDocuments, type DocumentText } from './split-documents';
import { withActions } from './with-actions';

/** Real rules stay under 100 KB; what is larger is a mistake or an attack. */
const MAX_FILE_CHARACTERS = 1_000_000;
/** Rules share few anchors; a bomb needs many. */
const LIMITS = { maxAliases: 100, maxDepth: 100 };

export function readRuleDocuments(file: string, text: string): ReadDocuments {
  if (text.length > MAX_FILE_CHARACTERS) return { documents: [], refused: [tooLong(file)] };
  const documents: RuleDocument[] = [];
  const refused: Refusal[] = [];
  for (const part of splitDocuments(text.replaceAll('\r\n', '\n'))) {
    const read = readOne(file, part);
    if ('reason' in read) refused.push(read);
    else if (read.data !== undefined) documents.push(read);
  }
  const combined = withActions(documents);
  return { documents: combined.documents, refused: [...refused, ...combined.refused] };
}

function readOne(file: string, { text, linesBefore }: DocumentText): RuleDocument | Refusal {
  try {
    const data = isBlank(text) ? undefined : load(text, LIMITS);
    return { file, text: contents(text), data, lineOf: (path) => linesBefore + lineOf(text, path) };
  } catch (error) {
    const { reason, mark } = error instanceof YAMLException ? error : { reason: String(error), mark: undefined };
    return {
      file,
      line: linesBefore + (mark?.line ?? 0) + 1,
      rule: undefined,
      reason: `This is no YAML: ${reason}.`,
      advice: 'Mend it; a linter for YAML shows where.',
    };
  }
}

const NOTHING = /^(?:---)?\s*(?:#.*\s*|\.\.\.\s*)*$/;

function isBlank(text: string): boolean {
  return NOTHING.test(text);
}

function contents(text: string): string {
  return text.replace(/^---\s*/, '').trim();
}

function tooLong(file: string): Refusal {
  return {
    file,
    line: 1,
    rule: undefined,
    reason: `The file has more than ${MAX_FILE_CHARACTERS} characters.`,
    advice: 'Split it into files of one rule each.',
  };
}
