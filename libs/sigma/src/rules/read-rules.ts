import { isCorrelation, readCorrelation, type ReadCorrelation } from '../correlation/read-correlation';
import { ourVocabulary } from '../logsource/vocabulary';
import { readRuleDocuments, type RuleDocument } from '../yaml/rule-documents';
import { readRule, type RuleReading } from './read-rule';
import type { Refusal, RuleSet, SigmaRule } from './rule';
import { RuleError } from './rule-error';

/** A rule file: where it is, for messages, and what it holds. */
export interface RuleFile {
  readonly file: string;
  readonly text: string;
}

/** Every rule of the files that can be run exactly as written, and why the others cannot. Never throws on a rule. */
export function readRules(
  files: readonly RuleFile[],
  { vocabulary = ourVocabulary, placeholders = new Map() }: Partial<RuleReading> = {},
): RuleSet {
  const refused: Refusal[] = [];
  const documents = files.flatMap(({ file, text }) => {
    const read = readRuleDocuments(file, text);
    refused.push(...read.refused);
    return read.documents;
  });
  const reader = new RuleReader(refused);
  const rules = reader.readEach(
    documents.filter((document) => !isCorrelation(document)),
    (document) => readRule(document, { vocabulary, placeholders }),
    (rule) => rule,
  );
  const find = lookup(rules);
  const correlations = reader.readEach(
    documents.filter(isCorrelation),
    (document) => readCorrelation(document, find),
    ({ rule }) => rule,
  );
  return { rules: standAlone(rules, correlations), correlations: correlations.map(({ rule }) => rule), refused };
}

/** A rule that only feeds correlations is not matched by itself, unless one of them says so. */
function standAlone(rules: readonly SigmaRule[], correlations: readonly ReadCorrelation[]): SigmaRule[] {
  const used = new Set(correlations.flatMap(({ rule }) => rule.rules));
  const generated = new Set(correlations.filter(({ generate }) => generate).flatMap(({ rule }) => rule.rules));
  return rules.filter((rule) => !used.has(rule) || generated.has(rule));
}

function lookup(rules: readonly SigmaRule[]): (name: string) => SigmaRule | undefined {
  const byName = new Map<string, SigmaRule>();
  for (const rule of rules) {
    byName.set(rule.facts.id, rule);
    if (rule.name !== undefined) byName.set(rule.name, rule);
  }
  return (name) => byName.get(name);
}

class RuleReader {
  /** Place of each id, over detections and correlations alike. */
  private readonly places = new Map<string, string>();

  constructor(private readonly refused: Refusal[]) {}

  readEach<T>(
    documents: readonly RuleDocument[],
    read: (document: RuleDocument) => T,
    ruleOf: (made: T) => { readonly facts: { readonly id: string } },
  ): T[] {
    return documents.flatMap((document) => {
      try {
        const made = read(document);
        this.claim(ruleOf(made).facts.id, document);
        return [made];
      } catch (error) {
        this.refused.push(refusal(document, error));
        return [];
      }
    });
  }

  private claim(id: string, document: RuleDocument): void {
    const other = this.places.get(id);
    if (other !== undefined)
      throw new RuleError(`The id ${id} is that of the rule at ${other} already.`, 'Give one of them another id.', [
        'id',
      ]);
    this.places.set(id, `${document.file}:${document.lineOf([])}`);
  }
}

function refusal(document: RuleDocument, error: unknown): Refusal {
  if (!(error instanceof RuleError)) throw error;
  const { title, id } = (document.data ?? {}) as { readonly title?: unknown; readonly id?: unknown };
  const rule = [title, id].find((name) => typeof name === 'string');
  return { file: document.file, line: document.lineOf(error.path), rule, reason: error.reason, advice: error.advice };
}
