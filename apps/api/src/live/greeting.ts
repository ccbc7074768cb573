import { Injectable, Logger } from '@nestjs/common';
import { seenFeedsSchema, type FeedName, type SeenFeeds } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';

import { SystemState } from '../features/status/system-state';
import { AlertFeed } from './alert-feed';
import { AlertRevision } from './alert-revision';
import { IncidentFeed } from './incident-feed';
import type { LiveSocket } from './live-socket';
import { TOO_MUCH, type Missed } from './missed';

/** Who was away longer than this loads again, however little changed. */
const AWAY_AT_MOST_MS = 3_600_000;
/** Clocks of other apis may go so far before ours. */
const CLOCKS_DIFFER_MS = 60_000;

/** What a console is told of, in order. */
@Injectable()
export class Feeds {
  constructor(
    readonly alerts: AlertFeed,
    readonly incidents: IncidentFeed,
  ) {}
}

/** What a console is told first: what it missed, where the feeds stand, and how the system is. */
@Injectable()
export class Greeting {
  private readonly log = new Logger(Greeting.name);

  constructor(
    private readonly revisions: AlertRevision,
    private readonly feeds: Feeds,
    private readonly system: SystemState,
    private readonly clock: Clock,
  ) {}

  async greet(live: LiveSocket): Promise<void> {
    try {
      const seen = seenBy(live);
      const [revision, alerts, incidents, status] = await Promise.all([
        this.revisions.present(),
        this.missed('alerts', live, seen),
        this.missed('incidents', live, seen),
        this.system.now(),
      ]);
      // Before the hello: whoever is cut off in the middle has not been told where the feeds stand, and asks for all of it again.
      for (const missed of [alerts, incidents]) if (missed.isWhole) missed.tell();
      const start = (feed: FeedName, { isWhole }: Missed) => {
        return { seq: live.step(feed, this.feeds[feed].toldUntil), isWhole };
      };
      const feeds = { alerts: start('alerts', alerts), incidents: start('incidents', incidents) };
      live.send('hello', { serverTime: this.clock.now().toISOString(), revision, feeds });
      live.send('status', status);
    } catch (error) {
      // A client that was not greeted would trust what it shows: let it come again.
      this.log.warn(`A console could not be greeted: ${String(error)}`);
      live.close();
    }
  }

  private async missed(feed: FeedName, live: LiveSocket, seen: SeenFeeds): Promise<Missed> {
    const since = seen[feed];
    const now = this.clock.now().getTime();
    if (since === undefined || since / 1_000 < now - AWAY_AT_MOST_MS || since / 1_000 > now + CLOCKS_DIFFER_MS)
      return TOO_MUCH;
    return this.feeds[feed].catchUp(live, since);
  }
}

/** What the client says it has; who says nonsense has nothing. */
function seenBy(live: LiveSocket): SeenFeeds {
  const parsed = seenFeedsSchema.safeParse(live.said['seen']);
  return parsed.success ? parsed.data : {};
}
