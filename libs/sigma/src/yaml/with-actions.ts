import { dump } from 'js-yaml';

import type { Refusal } from '../rules/rule';
import type { NodePath } from '../rules/rule-error';
import type { ReadDocuments, RuleDocument } from './rule-document';

type YamlMap = Readonly<Record<string, unknown>>;

/**
 * Puts collections of rules together, as files of one log source after the other write them: a document with `action: global` is part
 * of all that follow until `action: reset`, one with `action: repeat` is the rule before it with some things changed. Where both say
 * something, the later document counts.
 */
export function withActions(documents: readonly RuleDocument[]): ReadDocuments {
  if (!documents.some(({ data }) => actionOf(data) !== undefined)) return { documents, refused: [] };
  const collection = new Collection();
  for (const document of documents) collection.add(document);
  return collection;
}

class Collection implements ReadDocuments {
  readonly documents: RuleDocument[] = [];
  readonly refused: Refusal[] = [];
  private shared: RuleDocument | undefined;
  private previous: RuleDocument | undefined;
  /** Rules that got their id from elsewhere, by that id. */
  private readonly heirs = new Map<string, number>();

  add(document: RuleDocument): void {
    const action = actionOf(document.data);
    if (action === undefined) this.addRule(document, this.shared);
    else if (action === 'global') this.shared = joined(this.shared, document);
    else if (action === 'reset') this.shared = undefined;
    else if (action === 'repeat' && this.previous !== undefined) this.addRule(document, this.previous);
    else this.refused.push(refusal(document, action));
  }

  private addRule(document: RuleDocument, base: RuleDocument | undefined): void {
    this.previous = joined(base, document);
    this.documents.push(this.named(this.previous, document));
  }

  /** Rules that share one id are told apart by their number. */
  private named(rule: RuleDocument, { data }: RuleDocument): RuleDocument {
    const { id } = rule.data as YamlMap;
    if (typeof id !== 'string' || (data as YamlMap)['id'] !== undefined) return rule;
    const number = (this.heirs.get(id) ?? 0) + 1;
    this.heirs.set(id, number);
    return number === 1 ? rule : withData(rule, { ...(rule.data as YamlMap), id: `${id}-${number}` });
  }
}

function actionOf(data: unknown): string | undefined {
  const action = isMap(data) ? data['action'] : undefined;
  return action === undefined || typeof action === 'string' ? action : JSON.stringify(action);
}

function joined(base: RuleDocument | undefined, document: RuleDocument): RuleDocument {
  if (!isMap(document.data)) return document;
  const own = withoutAction(document.data);
  if (base === undefined) return { ...document, data: own };
  const lineOf = (path: NodePath): number => (holds(own, path) ? document.lineOf(path) : base.lineOf(path));
  return withData({ ...document, lineOf }, merged(base.data as YamlMap, own));
}

/** What was put together is a document that can stand alone. */
function withData(document: RuleDocument, data: YamlMap): RuleDocument {
  return { ...document, data, text: dump(data) };
}

function withoutAction(data: YamlMap): YamlMap {
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== 'action'));
}

function merged(base: YamlMap, own: YamlMap): YamlMap {
  const both = Object.entries(own).map(([key, value]) => {
    const before = Object.hasOwn(base, key) ? base[key] : undefined;
    return [key, isMap(before) && isMap(value) ? merged(before, value) : value];
  });
  return { ...base, ...(Object.fromEntries(both) as YamlMap) };
}

/** Does the first step of the path lead somewhere in this document? */
function holds(data: YamlMap, [first, second]: NodePath): boolean {
  if (first === undefined || !Object.hasOwn(data, first)) return first === undefined;
  const inner = data[first];
  return second === undefined || !isMap(inner) || Object.hasOwn(inner, second);
}

function refusal(document: RuleDocument, action: string): Refusal {
  const isRepeat = action === 'repeat';
  return {
    file: document.file,
    line: document.lineOf(['action']),
    rule: undefined,
    reason: isRepeat ? 'There is no rule before it to repeat.' : `There is no action ${action}.`,
    advice: isRepeat ? 'Put it behind one.' : 'Write global, repeat or reset.',
  };
}

function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
