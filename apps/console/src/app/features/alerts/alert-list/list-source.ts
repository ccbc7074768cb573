import type { HttpResourceRef } from '@angular/common/http';
import { linkedSignal, type Signal } from '@angular/core';
import type { AlertSummary } from '@tocsin/api-contract';

import type { Problem } from '../../../core/api/problem';
import type { ListFacts, ListItem } from './list-item';

/** Where the lines of the list come from. Their order never changes by itself. */
export interface ListSource {
  readonly items: Signal<readonly ListItem[]>;
  /** The alerts among the lines. */
  readonly rows: Signal<readonly AlertSummary[]>;
  readonly page: Signal<ListFacts | undefined>;
  /** Lines of the whole view, loaded or not. */
  readonly lines: Signal<number>;
  readonly problem: Signal<Problem | undefined>;
  /** Why the lines after the loaded ones could not be fetched. */
  readonly tailProblem: Signal<Problem | undefined>;
  /** True after a person gave up waiting. */
  readonly isStopped: Signal<boolean>;
  refresh(): void;
  stop(): void;
  loadMore(): Promise<void>;
  retryMore(): Promise<void>;
}

/** The first page for this question, kept while it is fetched again and when that fails. */
export function keepPage<T>(
  question: Signal<unknown>,
  resource: HttpResourceRef<T | undefined>,
): Signal<T | undefined> {
  return linkedSignal<{ question: unknown; page: T | undefined }, T | undefined>({
    source: () => ({ question: question(), page: resource.hasValue() ? resource.value() : undefined }),
    computation: (now, before) => now.page ?? (before?.source.question === now.question ? before?.value : undefined),
  }).asReadonly();
}
