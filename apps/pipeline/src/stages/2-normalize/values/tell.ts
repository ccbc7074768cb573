import type { FieldValue } from '@tocsin/event-model';

import { textOf } from './text-of';

type Fields = Readonly<Record<string, FieldValue>>;

/** One line for people about an event whose source has no words of its own: `ConsoleLogin by ann from 192.0.2.1: failure`. */
export function tell(fields: Fields): string {
  const what = textOf(fields['event.action']) || textOf(fields['event.code']) || textOf(fields['event.dataset']);
  const who = textOf(fields['user.name']) || textOf(fields['user.email']) || textOf(fields['user.id']);
  const from = textOf(fields['source.ip']) || textOf(fields['source.domain']);
  const outcome = textOf(fields['event.outcome']);
  const parts = [what || 'event'];
  if (who !== '') parts.push(`by ${who}`);
  if (from !== '') parts.push(`from ${from}`);
  return outcome === '' ? parts.join(' ') : `${parts.join(' ')}: ${outcome}`;
}
