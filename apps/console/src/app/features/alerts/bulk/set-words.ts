import type { AlertSet, AlertSetAction } from '@tocsin/api-contract';

import { VERDICT_WORDS } from '../alert-detail/status-words';

const PAST: Readonly<Record<AlertSetAction['kind'], string>> = {
  acknowledge: 'Took',
  assign: 'Assigned',
  resolve: 'Resolved',
  snooze: 'Snoozed',
  tag: 'Tagged',
};

const PRESENT: Readonly<Record<AlertSetAction['kind'], string>> = {
  acknowledge: 'Taking',
  assign: 'Assigning',
  resolve: 'Resolving',
  snooze: 'Snoozing',
  tag: 'Tagging',
};

/** "4 alerts", "1 alert". */
export function alerts(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'alert' : 'alerts'}`;
}

/** How far it is: "Resolving 1,200 of 19,998". */
export function progressInWords(set: AlertSet): string {
  const verb = set.state === 'undoing' ? 'Putting back' : PRESENT[kindOf(set)];
  return `${verb} ${worked(set).toLocaleString('en')} of ${todo(set).toLocaleString('en')}`;
}

/** What came of it: "Resolved 19,998 alerts as benign." */
export function resultInWords(set: AlertSet): string {
  if (set.state === 'undone') return `Put ${alerts(set.undone)} back.`;
  const { action } = set;
  const as = action?.kind === 'resolve' ? ` as ${VERDICT_WORDS[action.verdict].toLowerCase()}` : '';
  return `${PAST[kindOf(set)]} ${alerts(set.done)}${as}.`;
}

/** What was left, and why; empty when nothing was. */
export function leftInWords(set: AlertSet): string {
  if (set.state === 'undone')
    return set.kept === 0 ? '' : `${alerts(set.kept)} left: somebody had decided about them since.`;
  const others = set.changed === 0 ? [] : [`${alerts(set.changed)} left: changed by others meanwhile.`];
  const unfit = set.unfit === 0 ? [] : [`${alerts(set.unfit)} left: nothing to do.`];
  return [...others, ...unfit].join(' ');
}

/** Between 0 and 1. */
export function shareDone(set: AlertSet): number {
  const all = todo(set);
  return all === 0 ? 1 : worked(set) / all;
}

function kindOf({ action }: AlertSet): AlertSetAction['kind'] {
  return action?.kind ?? 'resolve';
}

function worked({ state, done, changed, unfit, undone, kept }: AlertSet): number {
  return state === 'undoing' ? undone + kept : done + changed + unfit;
}

function todo({ state, total, done }: AlertSet): number {
  return state === 'undoing' ? done : total;
}
