import type { ItemKind } from '@tocsin/api-contract';

/** How a kind of item is shown and added. */
export interface KindWords {
  readonly kind: ItemKind;
  readonly title: string;
  readonly add: string;
  /** What to write into the box that adds one. */
  readonly hint: string;
  /** Key that goes to the box. */
  readonly key?: string;
  /** Field whose values are chosen from. */
  readonly states?: readonly string[];
  readonly empty: string;
}

export const KINDS: readonly KindWords[] = [
  {
    kind: 'task',
    title: 'Tasks',
    add: 'Add a task',
    hint: 'What is to be done',
    key: 't',
    states: ['open', 'done', 'dropped'],
    empty: 'No tasks yet.',
  },
  {
    kind: 'indicator',
    title: 'Indicators',
    add: 'Add an indicator',
    hint: 'Address, name, hash… also hxxp://evil[.]example',
    key: 'o',
    empty: 'No indicators yet. Alerts bring theirs along.',
  },
  {
    kind: 'theory',
    title: 'Theories',
    add: 'Add a theory',
    hint: 'What may have happened',
    key: 'h',
    states: ['open', 'confirmed', 'rejected'],
    empty: 'No theories yet.',
  },
  {
    kind: 'mitigation',
    title: 'Mitigations',
    add: 'Add a mitigation',
    hint: 'What keeps it from going on',
    states: ['planned', 'temporary', 'in_place', 'removed'],
    empty: 'No mitigations yet.',
  },
  {
    kind: 'timeline',
    title: 'Timeline',
    add: 'Add to the timeline',
    hint: 'What happened, now or at the time before it: 2026-11-24T11:43Z rule “.” set',
    empty: 'The timeline is empty.',
  },
  { kind: 'lesson', title: 'Lessons', add: 'Add a lesson', hint: 'What was learned', empty: 'No lessons yet.' },
  {
    kind: 'reference',
    title: 'References',
    add: 'Add a reference',
    hint: 'https://… and what is there',
    empty: 'No references yet.',
  },
];

/** What is to be sent for what was typed; `undefined` when something is missing. */
export function dataOf(kind: ItemKind, typed: string, now: Date): object | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  if (kind === 'indicator') return { value: text };
  if (kind === 'reference') return referenceOf(text);
  if (kind === 'timeline') return momentOf(text, now);
  return { title: text };
}

function referenceOf(text: string): object | undefined {
  const url = text.split(/\s+/).find((word) => /^https?:\/\//i.test(word));
  if (url === undefined) return undefined;
  return { url, title: text.replace(url, '').trim() || url };
}

function momentOf(text: string, now: Date): object {
  const [first = '', ...rest] = text.split(/\s+/);
  const at = /^\d{4}-\d{2}-\d{2}T/.test(first) ? new Date(first) : undefined;
  if (at === undefined || Number.isNaN(at.getTime()) || rest.length === 0)
    return { at: now.toISOString(), title: text };
  return { at: at.toISOString(), title: rest.join(' ') };
}
