import { fields } from './base';

/** What the event names, wherever it names it: for looking up one thing in all of them. */
export const RELATED_FIELDS = [
  ...fields('keyword', {
    'related.hash': 'Every hash of the event.',
    'related.hosts': 'Every host of the event.',
    'related.user': 'Every account of the event.',
  }),
  ...fields('ip', { 'related.ip': 'Every address of the event.' }),
];
