import { RuleError } from '../rules/rule-error';
import type { RuleDocument } from '../yaml/rule-document';

interface Named {
  readonly document: RuleDocument;
  readonly refersTo: readonly string[];
}

/** Which correlations there are, by id and name, and which others they refer to. */
export class CorrelationNames {
  private readonly byName = new Map<string, Named>();

  constructor(documents: readonly RuleDocument[]) {
    for (const document of documents) {
      const named = { document, refersTo: references(document) };
      for (const name of namesOf(document)) this.byName.set(name, named);
    }
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** @throws {RuleError} when the document refers to itself, at whatever distance. */
  refuseCircle(document: RuleDocument): void {
    const seen = new Set<string>();
    const ahead = [...references(document)];
    for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
      const named = this.byName.get(name);
      if (named === undefined || seen.has(name)) continue;
      if (named.document === document)
        throw new RuleError('The correlation refers to itself.', 'Take one of the references out.', ['rules']);
      seen.add(name);
      ahead.push(...named.refersTo);
    }
  }
}

function namesOf({ data }: RuleDocument): string[] {
  const { id, name } = data as { readonly id?: unknown; readonly name?: unknown };
  return [id, name].filter((one): one is string => typeof one === 'string');
}

function references({ data }: RuleDocument): string[] {
  const { correlation } = data as { readonly correlation?: { readonly rules?: unknown } | null };
  const rules: unknown = correlation?.rules;
  const list: unknown[] = Array.isArray(rules) ? rules : [rules];
  return list.filter((one): one is string => typeof one === 'string');
}
