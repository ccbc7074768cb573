import { Service, signal } from '@angular/core';
import type { FeedName, Hello, SeenFeeds } from '@tocsin/api-contract';

/** Where a message stands in its feed. */
interface Placed {
  readonly seq: number;
  readonly after: number;
}

/** How far this console has seen each feed: said when it comes again, so that it is told what it missed. */
@Service()
export class FeedPlaces {
  private readonly places = new Map<FeedName, number>();
  private readonly missed = signal<Readonly<Record<FeedName, number>>>({ alerts: 0, incidents: 0 });
  private isGreeted = false;

  /** Grows whenever changes were missed that the server does not tell any more: whoever shows any must fetch them again. */
  gaps(feed: FeedName): number {
    return this.missed()[feed];
  }

  get seen(): SeenFeeds {
    return Object.fromEntries(this.places);
  }

  /** A connection begins. Until its hello nothing counts: what was missed may only be on its way. */
  begin(): void {
    this.isGreeted = false;
  }

  greet({ feeds }: Hello): void {
    this.isGreeted = true;
    for (const feed of Object.keys(feeds) as FeedName[]) {
      if (!feeds[feed].isWhole) this.miss(feed);
      this.places.set(feed, feeds[feed].seq);
    }
  }

  take(feed: FeedName, { seq, after }: Placed): void {
    if (!this.isGreeted) return;
    if (after !== this.places.get(feed)) this.miss(feed);
    this.places.set(feed, seq);
  }

  /** The server told that there was more than it tells. */
  miss(feed: FeedName): void {
    this.missed.update((counts) => ({ ...counts, [feed]: counts[feed] + 1 }));
  }

  forget(): void {
    this.places.clear();
    this.isGreeted = false;
  }
}
