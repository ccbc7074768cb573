import { fieldSpec } from '@tocsin/event-model';
import { foldCase, requiredLiterals, type Plan } from '@tocsin/query';

/** Something an event shows or does not; texts are folded. */
export type Atom =
  | { readonly kind: 'value'; readonly field: string; readonly text: string }
  | { readonly kind: 'part'; readonly field: string; readonly text: string }
  | { readonly kind: 'present'; readonly field: string }
  /** Part of any text of the event. */
  | { readonly kind: 'word'; readonly text: string };

/** An event that meets the condition shows at least one of them. */
export type Witness = readonly Atom[];

/** Longer parts cost memory and tell no more. */
const MAX_PART = 16;

/** How often an atom is likely to be met, on any scale. */
export type Commonness = (atom: Atom) => number;

/** The witness that is least likely to be met; `undefined` when an event can meet the condition without showing anything. */
export function witnessOf(plan: Plan, commonness: Commonness): Witness | undefined {
  switch (plan.kind) {
    case 'and':
      return rarest(
        plan.operands.map((operand) => witnessOf(operand, commonness)),
        commonness,
      );
    case 'or':
      return joined(plan.operands.map((operand) => witnessOf(operand, commonness)));
    case 'not':
      return undefined;
    case 'constant':
      return plan.value ? undefined : [];
    case 'text':
      return plan.patterns.map((pattern) => textAtom(plan.field, pattern));
    case 'regex':
      return requiredLiterals(plan.pattern, plan.flags)?.map((text) => part(plan.field, text)) ?? present(plan.field);
    case 'keyword':
      return plan.addresses.length > 0 ? undefined : words(plan.patterns);
    case 'exists':
    case 'holds':
    case 'calendar':
    case 'address':
    case 'number':
    case 'moment':
      return present(plan.field);
  }
}

type TextPattern = Extract<Plan, { kind: 'text' }>['patterns'][number];

function textAtom(field: string, pattern: TextPattern): Atom {
  const text = longestText(pattern);
  if (text === '') return { kind: 'present', field };
  return pattern.length === 1 ? { kind: 'value', field, text } : part(field, text);
}

function words(patterns: readonly TextPattern[]): Witness | undefined {
  const texts = patterns.map(longestText);
  return texts.includes('') ? undefined : texts.map((text) => ({ kind: 'word', text: text.slice(-MAX_PART) }));
}

function longestText(pattern: TextPattern): string {
  const texts = pattern.map((token) => (token.kind === 'text' ? foldCase(token.text) : ''));
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}

/** The end of a text says more than its start: paths and lists of hashes begin alike. */
function part(field: string, text: string): Atom {
  return { kind: 'part', field, text: text.slice(-MAX_PART) };
}

/** A place is there without having a value one could read. */
function present(field: string): Witness | undefined {
  return fieldSpec(field)?.type === 'geo_point' ? undefined : [{ kind: 'present', field }];
}

function rarest(witnesses: readonly (Witness | undefined)[], commonness: Commonness): Witness | undefined {
  let best: Witness | undefined;
  let least = Infinity;
  for (const witness of witnesses) {
    if (witness === undefined) continue;
    const sum = witness.reduce((total, atom) => total + commonness(atom), 0);
    if (sum < least) [best, least] = [witness, sum];
  }
  return best;
}

function joined(witnesses: readonly (Witness | undefined)[]): Witness | undefined {
  return witnesses.every((witness) => witness !== undefined) ? witnesses.flat() : undefined;
}
