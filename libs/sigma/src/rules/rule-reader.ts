import { CorrelationNames } from '../correlation/correlation-names';
import { isCorrelation, readCorrelation, type ReadCorrelation } from '../correlation/read-correlation';
import { filteredRules } from '../filter/filtered-rules';
import { isFilter } from '../filter/read-filter';
import type { Steps } from '../steps/steps';
import type { ReadDocuments, RuleDocument } from '../yaml/rule-document';
import { readRuleDocuments } from '../yaml/rule-documents';
import { readRule } from './read-rule';
import { refusal } from './refusal';
import type { Refusal, RuleSet, SigmaRule } from './rule';
import { RuleError } from './rule-error';
import type { RuleReading } from './rule-reading';

/** A rule file: where it is, for messages, and what it holds. */
export interface RuleFile {
  readonly file: string;
  readonly text: string;
}

/** Reads rules again and again: a file that is as it was the last time gives the very rules it gave then. */
export class RuleReader {
  private files = new Map<string, ReadDocuments>();
  private readonly rules = new WeakMap<RuleDocument, SigmaRule | Refusal>();

  constructor(private readonly reading: RuleReading) {}

  /** Every rule of the files that can be run exactly as written, and why the others cannot. Never throws on a rule. */
  *read(files: readonly RuleFile[]): Steps<RuleSet> {
    const read = yield* this.documents(files);
    const [refused, owners] = [read.flatMap((one) => one.refused), new Owners()];
    const documents = read.flatMap((one) => one.documents);
    const plain = documents.filter((document) => !isCorrelation(document) && !isFilter(document));
    const own = owners.claim(yield* this.readEach(plain), refused);
    const filtered = yield* filteredRules(own, documents.filter(isFilter), this.reading);
    const correlations = owners.claim(correlationsOf(documents.filter(isCorrelation), filtered.rules), refused);
    const counted = onlyCounted(correlations);
    return {
      rules: filtered.rules.filter((rule) => !counted.has(rule)),
      correlations: correlations.map(({ rule }) => rule),
      filters: filtered.filters,
      counted: [...counted],
      refused: [...refused, ...filtered.refused],
    };
  }

  private *documents(files: readonly RuleFile[]): Steps<ReadDocuments[]> {
    const read = new Map<string, ReadDocuments>();
    for (const { file, text } of files) {
      const key = `${file}\0${text}`;
      read.set(key, this.files.get(key) ?? readRuleDocuments(file, text));
      yield;
    }
    this.files = read;
    return [...read.values()];
  }

  private *readEach(documents: readonly RuleDocument[]): Steps<Made<SigmaRule>[]> {
    const made: Made<SigmaRule>[] = [];
    for (const document of documents) {
      const rule = this.rules.get(document) ?? orRefusal(document, () => readRule(document, this.reading));
      this.rules.set(document, rule);
      made.push({ document, rule });
      yield;
    }
    return made;
  }
}

interface Made<T> {
  readonly document: RuleDocument;
  readonly rule: T | Refusal;
}

function orRefusal<T>(document: RuleDocument, read: () => T): T | Refusal {
  try {
    return read();
  } catch (error) {
    return refusal(document, error);
  }
}

function correlationsOf(documents: readonly RuleDocument[], rules: readonly SigmaRule[]): Made<ReadCorrelation>[] {
  const referable = { rule: lookup(rules), correlations: new CorrelationNames(documents) };
  return documents.map((document) => ({
    document,
    rule: orRefusal(document, () => readCorrelation(document, referable)),
  }));
}

/** Which document has an id, over detections and correlations alike. */
class Owners {
  private readonly owners = new Map<string, RuleDocument>();

  /** Those that were read and have an id of their own; of the others, why not. */
  claim<T extends SigmaRule | ReadCorrelation>(made: readonly Made<T>[], refused: Refusal[]): T[] {
    return made.flatMap(({ document, rule }) => {
      const problem = 'reason' in rule ? rule : this.conflict(document, idOf(rule));
      if (problem !== undefined) refused.push(problem);
      return problem === undefined ? [rule as T] : [];
    });
  }

  private conflict(document: RuleDocument, id: string): Refusal | undefined {
    const other = this.owners.get(id);
    if (other !== undefined) return refusal(document, taken(id, other));
    this.owners.set(id, document);
    return undefined;
  }
}

function idOf(made: SigmaRule | ReadCorrelation): string {
  return 'rule' in made ? made.rule.facts.id : made.facts.id;
}

function taken(id: string, other: RuleDocument): RuleError {
  const reason = `The id ${id} is that of the rule at ${other.file}:${other.lineOf([])} already.`;
  return new RuleError(reason, 'Give one of them another id.', ['id']);
}

/** A rule that only feeds correlations is not matched by itself, unless one of them says so. */
function onlyCounted(correlations: readonly ReadCorrelation[]): Set<SigmaRule> {
  const used = new Set(correlations.flatMap(({ rule }) => rule.rules));
  const generated = new Set(correlations.filter(({ generate }) => generate).flatMap(({ rule }) => rule.rules));
  return new Set([...used].filter((rule) => !generated.has(rule)));
}

function lookup(rules: readonly SigmaRule[]): (name: string) => SigmaRule | undefined {
  const byName = new Map<string, SigmaRule>();
  for (const rule of rules) {
    byName.set(rule.facts.id, rule);
    if (rule.name !== undefined) byName.set(rule.name, rule);
  }
  return (name) => byName.get(name);
}
