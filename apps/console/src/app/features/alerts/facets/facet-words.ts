import type { AlertFacets } from '@tocsin/api-contract';

export const STATUS_WORDS: Readonly<Record<keyof AlertFacets['status'], string>> = {
  new: 'new',
  in_progress: 'in progress',
  snoozed: 'snoozed',
  resolved: 'resolved',
};
