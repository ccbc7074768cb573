import { readRuleDocuments } from '../yaml/rule-documents';
import { ruleId } from './rule-facts';

/** The ids that the documents of a text have or would get, whether they could be run or not. */
export function idsIn(text: string): string[] {
  const { documents } = readRuleDocuments('', text);
  return documents.flatMap(({ data }) => {
    const { id, name, title } = (data ?? {}) as Readonly<Record<string, unknown>>;
    return typeof title === 'string' ? [ruleId({ id: textOf(id), name: textOf(name), title })] : [];
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}
