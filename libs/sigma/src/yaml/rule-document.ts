import type { Refusal } from '../rules/rule';
import type { NodePath } from '../rules/rule-error';

/** One YAML document of a rule file. */
export interface RuleDocument {
  readonly file: string;
  /** As it stands in the file, line ends made one; put together with what documents before it gave it, when one did. */
  readonly text: string;
  readonly data: unknown;
  /** 1-based line of a place in the document, or of the nearest place around it. */
  lineOf(path: NodePath): number;
}

/** The documents of a file that are YAML, and why the others are not. */
export interface ReadDocuments {
  readonly documents: readonly RuleDocument[];
  readonly refused: readonly Refusal[];
}
