import type { AlertHistoryEntry } from '@tocsin/api-contract';

import { VERDICT_WORDS } from '../alert-detail/status-words';

type Detail = AlertHistoryEntry['detail'];

const WORDS: Readonly<Record<AlertHistoryEntry['kind'], (detail: Detail) => string>> = {
  acknowledge: () => 'took it',
  assign: ({ to }) => (to ? `gave it to ${to.displayName}` : 'gave it to nobody'),
  resolve: ({ verdict, duplicateOf }) => `resolved it${asVerdict(verdict)}${duplicateOf ? ` of ${duplicateOf}` : ''}`,
  reopen: () => 'reopened it',
  snooze: () => 'snoozed it until',
  unsnooze: () => 'ended the snooze',
  comment: () => 'wrote',
  tag: ({ added = [], removed = [] }) => [...said('added', added), ...said('removed', removed)].join(', '),
};

/** What somebody did, after their name: `resolved it as benign`. */
export function deedInWords({ kind, detail }: AlertHistoryEntry): string {
  return WORDS[kind](detail);
}

function asVerdict(verdict: Detail['verdict']): string {
  return verdict ? ` as ${VERDICT_WORDS[verdict].toLowerCase()}` : '';
}

function said(verb: string, tags: readonly string[]): string[] {
  return tags.length === 0 ? [] : [`${verb} ${tags.length === 1 ? 'the tag' : 'the tags'} ${tags.join(', ')}`];
}
