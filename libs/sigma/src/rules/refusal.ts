import type { RuleDocument } from '../yaml/rule-document';
import type { Refusal } from './rule';
import { RuleError } from './rule-error';

/** Why a document was not loaded; throws what is no fault of the document. */
export function refusal(document: RuleDocument, error: unknown): Refusal {
  if (!(error instanceof RuleError)) throw error;
  const { title, id } = (document.data ?? {}) as { readonly title?: unknown; readonly id?: unknown };
  const rule = [title, id].find((name) => typeof name === 'string');
  return { file: document.file, line: document.lineOf(error.path), rule, reason: error.reason, advice: error.advice };
}
