import { LineCounter, parseAllDocuments, type Document, type ParsedNode } from 'yaml';

import type { NodePath } from '../rules/rule-error';
import type { Refusal } from '../rules/rule';

/** One YAML document of a rule file. */
export interface RuleDocument {
  readonly file: string;
  /** As it stands in the file, line ends made one. */
  readonly text: string;
  readonly data: unknown;
  /** 1-based line of a place in the document, or of the nearest place around it. */
  lineOf(path: NodePath): number;
}

/** Real rules stay under 100 KB; what is larger is a mistake or an attack. */
const MAX_FILE_CHARACTERS = 1_000_000;
/** Rules share few anchors; a bomb needs many. */
const MAX_ALIASES = 100;

/** The documents of a file that are YAML, and why the others are not. */
export function readRuleDocuments(file: string, text: string): { documents: RuleDocument[]; refused: Refusal[] } {
  const refuse = (line: number, reason: string, advice: string): { documents: []; refused: Refusal[] } => ({
    documents: [],
    refused: [{ file, line, rule: undefined, reason, advice }],
  });
  if (text.length > MAX_FILE_CHARACTERS)
    return refuse(
      1,
      `The file has more than ${MAX_FILE_CHARACTERS} characters.`,
      'Split it into files of one rule each.',
    );
  try {
    return readAll(file, text.replaceAll('\r\n', '\n'));
  } catch (error) {
    // The parser itself gives up on brackets nested by the thousand.
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(1, `The file cannot be read: ${reason}.`, 'Mend the YAML.');
  }
}

function readAll(file: string, text: string): { documents: RuleDocument[]; refused: Refusal[] } {
  const lines = new LineCounter();
  const documents: RuleDocument[] = [];
  const refused: Refusal[] = [];
  for (const document of parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, stringKeys: true })) {
    const made = readOne(file, text, document, lines);
    if (made === undefined) continue;
    if ('reason' in made) refused.push(made);
    else documents.push(made);
  }
  return { documents, refused };
}

function readOne(
  file: string,
  text: string,
  document: Document.Parsed,
  lines: LineCounter,
): RuleDocument | Refusal | undefined {
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const refusal = (offset: number, problem: string): Refusal => ({
    file,
    line: lineAt(offset),
    rule: undefined,
    reason: `This is no YAML: ${problem}.`,
    advice: 'Mend it; a linter for YAML shows where.',
  });
  const [error] = document.errors;
  if (error) return refusal(error.pos[0], error.message.split('\n')[0]!.replace(/\.$/, ''));
  if (document.contents === null) return undefined;
  const [start, , end] = document.contents.range;
  try {
    const data: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    const lineOf = (path: NodePath): number => lineAt(offsetOf(document, path) ?? start);
    return { file, text: text.slice(start, end).trimEnd(), data, lineOf };
  } catch (problem) {
    return refusal(start, problem instanceof Error ? problem.message : String(problem));
  }
}

function offsetOf(document: Document.Parsed, path: NodePath): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as ParsedNode | undefined;
    if (node?.range) return node.range[0];
  }
  return undefined;
}
