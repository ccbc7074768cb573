import { all, any, type Expr } from '@tocsin/query';

import { readDetection, type Detection } from '../detection/detection';
import type { Placeholders } from '../detection/placeholders';
import { readLogSource } from '../logsource/routing';
import type { Meaning, Vocabulary } from '../logsource/vocabulary';
import type { RuleDocument } from '../yaml/rule-documents';
import type { SigmaRule } from './rule';
import { at } from './rule-error';
import { readHead, ruleFacts } from './rule-facts';

/** How rules are read. */
export interface RuleReading {
  readonly vocabulary: Vocabulary;
  readonly placeholders: Placeholders;
}

const DEFAULT_GROUP_BY = ['host.name', 'user.name'];

/**
 * A detection document as a rule.
 * @throws {RuleError} when it cannot be run exactly as written.
 */
export function readRule({ file, text, data }: RuleDocument, { vocabulary, placeholders }: RuleReading): SigmaRule {
  const head = readHead(data);
  const body = data as { readonly logsource?: unknown; readonly detection?: unknown };
  const logsource = at(['logsource'], () => readLogSource(body.logsource));
  const meanings = vocabulary(logsource);
  const detections = meanings.map(({ fieldName }) =>
    at(['detection'], () => readDetection(body.detection, { fieldName, placeholders })),
  );
  const [meaning, detection] = [meanings[0]!, detections[0]!];
  const route = any(meanings.map(({ routing }) => routing));
  const expr = detections.length === 1 ? detection.expr : eachWhereItMeans(meanings, detections);
  return {
    facts: ruleFacts(head, [text]),
    name: head.name,
    file,
    logsource,
    routing: route,
    detection: expr,
    expr: all([route, expr]),
    selections: detection.selections,
    groupBy: head.tocsin?.group_by?.map(meaning.fieldName) ?? DEFAULT_GROUP_BY,
  };
}

function eachWhereItMeans(meanings: readonly Meaning[], detections: readonly Detection[]): Expr {
  return any(meanings.map(({ routing }, position) => all([routing, detections[position]!.expr])));
}
