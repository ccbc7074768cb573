import { Injectable } from '@nestjs/common';
import { DomainError } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';

import { ApiOptions } from '../../../api-options';

const MINUTE_MS = 60_000;
/** Addresses that are counted; beyond, all that are new share one count. */
const MOST_ADDRESSES = 10_000;

class TooManyFetches extends DomainError {
  readonly code = 'list.too_many_fetches';
  readonly kind = 'too_many';

  constructor(override readonly retryAfterMs: number) {
    super('This address fetches block lists too often. Once a minute is plenty.');
  }
}

/** Keeps one address from fetching all day; says nothing of whether its token is one. */
@Injectable()
export class FetchLimit {
  private minute = 0;
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly options: ApiOptions,
    private readonly clock: Clock,
  ) {}

  /** @throws {TooManyFetches} */
  take(address: string): void {
    const now = this.clock.now().getTime();
    if (Math.floor(now / MINUTE_MS) !== this.minute) {
      this.minute = Math.floor(now / MINUTE_MS);
      this.counts.clear();
    }
    const key = this.counts.has(address) || this.counts.size < MOST_ADDRESSES ? address : '';
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count > this.options.blockListFetchesPerMinute) throw new TooManyFetches(MINUTE_MS - (now % MINUTE_MS));
  }
}
