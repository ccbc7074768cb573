import { LineCounter, parseDocument, type Document, type ParsedNode } from 'yaml';

import type { NodePath } from '../rules/rule-error';

/**
 * The 1-based line of a place in the text of a document, or of the nearest place around it. The text is read once more for it, by a
 * library that is slow and knows places: only what is refused is asked for.
 */
export function lineOf(text: string, path: NodePath): number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  return lines.linePos(offsetOf(document, path)).line;
}

function offsetOf(document: Document.Parsed, path: NodePath): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as ParsedNode | undefined;
    if (node?.range) return node.range[0];
  }
  return document.contents?.range[0] ?? 0;
}
