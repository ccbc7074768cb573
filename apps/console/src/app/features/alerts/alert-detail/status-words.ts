import type { AlertSummary } from '@tocsin/api-contract';

const WORDS: Readonly<Record<AlertSummary['status'], string>> = {
  new: 'New',
  in_progress: 'In progress',
  resolved: 'Resolved',
};

export function statusInWords(status: AlertSummary['status']): string {
  return WORDS[status];
}
