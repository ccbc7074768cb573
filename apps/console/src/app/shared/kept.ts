import type { HttpResourceRef } from '@angular/common/http';
import { computed, inject, linkedSignal, untracked, type Signal } from '@angular/core';

import { toProblem, type Problem } from '../core/api/problem';
import { ServerClock } from '../core/time/server-clock';

/** What was last answered, and when. */
export interface Kept<T> {
  readonly value: T;
  readonly since: string;
}

/**
 * The newest answer of a resource; kept while it is asked for again and when that fails, because old and dated is better than
 * nothing. It is dropped when the resource is about something else: `subject` names what it is about.
 */
export function keep<T>(
  resource: HttpResourceRef<T | undefined>,
  subject: () => unknown = () => undefined,
): Signal<Kept<T> | undefined> {
  const clock = inject(ServerClock);
  return linkedSignal<{ subject: unknown; value: T | undefined }, Kept<T> | undefined>({
    source: () => ({ subject: subject(), value: resource.hasValue() ? resource.value() : undefined }),
    computation: (now, before) => {
      if (now.value !== undefined) return { value: now.value, since: untracked(clock.now).toISOString() };
      return before?.source.subject === now.subject ? before?.value : undefined;
    },
  }).asReadonly();
}

/** Why the resource has no newer answer. */
export function problemOf(resource: HttpResourceRef<unknown>): Signal<Problem | undefined> {
  return computed(() => {
    const error = resource.error();
    return error === undefined ? undefined : toProblem(error);
  });
}
