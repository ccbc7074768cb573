import type { AlertSummary } from '@tocsin/api-contract';

/** What a question is about: one alert, or many, which "number" then counts in words. */
export type Subject = Pick<AlertSummary, 'number' | 'assignee'>;
