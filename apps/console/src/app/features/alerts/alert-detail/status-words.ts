import type { AlertSummary, Verdict } from '@tocsin/api-contract';

const WORDS: Readonly<Record<AlertSummary['status'], string>> = {
  new: 'New',
  in_progress: 'In progress',
  resolved: 'Resolved',
};

export function statusInWords(status: AlertSummary['status']): string {
  return WORDS[status];
}

/** A verdict as it is chosen. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  true_positive: 'True positive',
  false_positive: 'False positive',
  benign: 'Benign',
  duplicate: 'Duplicate',
};

/** How it ended: `resolved as benign`. */
export function outcomeInWords({ verdict }: Pick<AlertSummary, 'verdict'>): string {
  return verdict === null ? 'resolved' : `resolved as ${VERDICT_WORDS[verdict].toLowerCase()}`;
}
