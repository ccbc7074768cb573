import { all } from '@tocsin/query';

import { readDetection } from '../detection/detection';
import { fieldName } from '../logsource/field-names';
import { readLogSource, routing } from '../logsource/routing';
import type { RuleDocument } from '../yaml/rule-documents';
import type { SigmaRule } from './rule';
import { at } from './rule-error';
import { readHead, ruleFacts } from './rule-facts';

const DEFAULT_GROUP_BY = ['host.name', 'user.name'];

/**
 * A detection document as a rule.
 * @throws {RuleError} when it cannot be run exactly as written.
 */
export function readRule({ file, text, data }: RuleDocument): SigmaRule {
  const head = readHead(data);
  const body = data as { readonly logsource?: unknown; readonly detection?: unknown };
  const logsource = at(['logsource'], () => readLogSource(body.logsource));
  const fieldNames = (name: string): string => fieldName(name, logsource);
  const detection = at(['detection'], () => readDetection(body.detection, fieldNames));
  const route = routing(logsource);
  return {
    facts: ruleFacts(head, [text]),
    name: head.name,
    file,
    logsource,
    routing: route,
    detection: detection.expr,
    expr: all([route, detection.expr]),
    selections: detection.selections,
    groupBy: head.tocsin?.group_by?.map(fieldNames) ?? DEFAULT_GROUP_BY,
  };
}
