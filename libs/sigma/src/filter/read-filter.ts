import { z } from 'zod';

import { readLogSource } from '../logsource/routing';
import type { SigmaFilter, SigmaRule } from '../rules/rule';
import { at, RuleError } from '../rules/rule-error';
import { readFilterHead, slug } from '../rules/rule-facts';
import type { RuleDocument } from '../yaml/rule-document';

const filterSchema = z.looseObject({
  rules: z.union([
    z.enum(['any', 'all']).transform((): 'any' => 'any'),
    z.string().transform((name) => [name]),
    z.array(z.string()).min(1).max(5_000),
  ]),
  condition: z.string(),
});

export function isFilter({ data }: RuleDocument): boolean {
  return typeof data === 'object' && data !== null && 'filter' in data;
}

/** @throws {RuleError} when it is not of the form. */
export function readFilter({ file, text, data }: RuleDocument): SigmaFilter {
  const { id, title } = readFilterHead(data);
  const body = data as { readonly logsource?: unknown; readonly filter: unknown };
  const logsource = at(['logsource'], () => readLogSource(body.logsource));
  const { rules, ...detection } = at(['filter'], () => readBody(body.filter));
  return { id: id ?? slug(title), title, file, text, rules, logsource, detection };
}

function readBody(data: unknown): z.infer<typeof filterSchema> {
  const result = filterSchema.safeParse(data);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const place = path.filter((key) => typeof key !== 'symbol');
  throw new RuleError(`filter.${place.join('.')} is not as Sigma has it: ${message}.`, 'Correct it.', place);
}

/** Is the rule one of those the filter names, and of its log source? */
export function isMeant({ rules, logsource }: SigmaFilter, rule: SigmaRule): boolean {
  const isNamed = rules === 'any' || rules.includes(rule.facts.id) || rules.includes(rule.name ?? rule.facts.id);
  return isNamed && WORDS.every((word) => logsource[word] === undefined || logsource[word] === rule.logsource[word]);
}

const WORDS = ['category', 'product', 'service'] as const;
