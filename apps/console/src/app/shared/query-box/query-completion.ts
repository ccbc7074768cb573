import {
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';

import { completionPlace, writtenValue } from './completion-place';
import type { FieldHint, HintSpan, QueryHints } from './query-hints';

const SHOWN_FIELDS = 100;
const JOINERS = ['AND', 'OR', 'NOT'];

type Source = (context: CompletionContext) => Promise<CompletionResult | null>;

/** Fields first, then what may follow one, then the values it really has. */
export function queryCompletion(hints: QueryHints, span: () => HintSpan): Source {
  return async (context) => {
    const place = completionPlace(context.state.sliceDoc(0, context.pos));
    if (place === undefined) return null;
    if (place.kind === 'value') return valueOptions(hints, span(), place);
    // A list that springs up before anything is typed is in the way; Ctrl Space asks for it.
    if (place.typed === '' && !context.explicit) return null;
    const fields = await hints.fields(span());
    return { from: place.from, options: fieldOptions(fields, place.typed, place.from > 0), filter: false };
  };
}

function fieldOptions(fields: readonly FieldHint[], typed: string, hasBefore: boolean): Completion[] {
  const words = typed.toLowerCase();
  const fitting = fields.filter(({ name }) => name.toLowerCase().includes(words));
  const begin = fitting.filter(({ name }) => name.toLowerCase().startsWith(words));
  const others = fitting.filter((field) => !begin.includes(field));
  const joiners = hasBefore ? JOINERS.filter((word) => word.startsWith(typed)) : [];
  return [
    ...joiners.map((word) => ({ label: word, type: 'keyword', apply: `${word} ` })),
    ...[...begin, ...others].slice(0, SHOWN_FIELDS).map(fieldOption),
  ];
}

function fieldOption({ name, type, description, share }: FieldHint): Completion {
  const seen = share === 0 ? 'in none of the newest events' : `in ${percent(share)} of the newest events`;
  const info = () => {
    const element = document.createElement('div');
    // As text: the description is ours, but a shipper names fields as it likes.
    element.textContent = [`${seen}.`, description].filter((part) => part !== '').join(' ');
    return element;
  };
  const detail = share === 0 ? type : `${type} · ${percent(share)}`;
  return { label: name, detail, type: 'property', info, apply: insertField };
}

/** What may follow stands there at once. */
function insertField(view: EditorView, { label }: Completion, from: number, to: number): void {
  const insert = `${label}:`;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.complete',
  });
  startCompletion(view);
}

async function valueOptions(
  hints: QueryHints,
  span: HintSpan,
  { from, typed, field }: { readonly from: number; readonly typed: string; readonly field: string },
): Promise<CompletionResult> {
  const [fields, values] = await Promise.all([hints.fields(span), hints.values(span, field, typed)]);
  const type = fields.find(({ name }) => name === field)?.type ?? 'keyword';
  const operators = typed === '' ? operatorsOf(type) : [];
  const found = values.map(({ value, count }) => ({
    ...{ label: value, detail: count.toLocaleString('en'), type: 'constant' },
    apply: `${writtenValue(value)} `,
  }));
  return { from, options: [...operators, ...found], filter: false };
}

const ANY = { label: '*', detail: 'has the field', type: 'keyword', apply: '* ' };
const OPERATORS: Readonly<Record<string, readonly Completion[]>> = {
  ip: [{ label: '10.0.0.0/8', detail: 'in a network', type: 'keyword' }],
  date: ordered('now-15m', '[now-1d TO now]'),
  long: ordered('100', '[1 TO 100]'),
  double: ordered('0.5', '[0 TO 1]'),
  keyword: [{ label: '/…/', detail: 'regular expression', type: 'keyword', apply: '//' }],
};

/** What may stand behind the colon, by the type of the field. */
function operatorsOf(type: string): Completion[] {
  return [ANY, ...(OPERATORS[type] ?? [])];
}

function ordered(limit: string, range: string): Completion[] {
  return [
    { label: `>=${limit}`, detail: 'at least', type: 'keyword', apply: '>=' },
    { label: `<${limit}`, detail: 'less than', type: 'keyword', apply: '<' },
    { label: range, detail: 'in a range', type: 'keyword' },
  ];
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(100 * share)} %`;
}
