import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { Alert, CommentAlert, TagAlert } from '@tocsin/api-contract';

import { PlainProblem } from '../../http/problem';
import { AlertDesk, type Decision, type Moment } from './alert-desk';

/** Of one alert. */
export const MAX_TAGS = 20;

/** What people add to an alert, open or not: nothing of it takes anything from anybody. */
@Injectable()
export class AlertNotes {
  constructor(private readonly desk: AlertDesk) {}

  comment(actor: Actor, number: string, { text }: CommentAlert): Promise<Alert> {
    return this.desk.decide(actor, number, () => ({ kind: 'comment', detail: { text } }));
  }

  /** @throws {PlainProblem} when it would have too many. */
  tag(actor: Actor, number: string, wish: TagAlert): Promise<Alert> {
    return this.desk.decide(actor, number, (moment) => merge(moment, wish));
  }
}

function merge({ alert: { tags } }: Moment, { add, remove }: TagAlert): Decision | null {
  const added = [...new Set(add)].filter((tag) => !tags.includes(tag));
  const removed = tags.filter((tag) => remove.includes(tag));
  if (added.length + removed.length === 0) return null;
  const merged = [...tags.filter((tag) => !removed.includes(tag)), ...added].sort();
  if (merged.length > MAX_TAGS)
    throw new PlainProblem(
      'invalid',
      'alert.too_many_tags',
      `An alert has at most ${MAX_TAGS} tags. Remove one first.`,
    );
  return { kind: 'tag', set: { tags: merged }, detail: { added, removed } };
}
