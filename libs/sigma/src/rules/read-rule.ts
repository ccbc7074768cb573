import { all, any } from '@tocsin/query';

import { readLogSource } from '../logsource/routing';
import type { RuleDocument } from '../yaml/rule-document';
import { readMeaning } from './read-meaning';
import type { SigmaRule } from './rule';
import { at } from './rule-error';
import { readHead, ruleFacts } from './rule-facts';
import type { RuleReading } from './rule-reading';

const DEFAULT_GROUP_BY = ['host.name', 'user.name'];

/**
 * A detection document as a rule.
 * @throws {RuleError} when it cannot be run exactly as written.
 */
export function readRule({ file, text, data }: RuleDocument, reading: RuleReading): SigmaRule {
  const head = readHead(data);
  const body = data as { readonly logsource?: unknown; readonly detection?: unknown };
  const logsource = at(['logsource'], () => readLogSource(body.logsource));
  const { meanings, expr, selections } = at(['detection'], () => readMeaning(body.detection, logsource, reading));
  const routing = any(meanings.map((meaning) => meaning.routing));
  return {
    facts: ruleFacts(head, [text]),
    name: head.name,
    file,
    text,
    logsource,
    routing,
    detection: expr,
    expr: all([routing, expr]),
    selections,
    groupBy: head.tocsin?.group_by?.map(meanings[0]!.fieldName) ?? DEFAULT_GROUP_BY,
  };
}
