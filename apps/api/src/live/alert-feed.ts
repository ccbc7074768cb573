import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import { AlertChanges } from '../features/alerts/alert-changes';
import { AlertList } from '../features/alerts/alert-list';
import { AlertRevision } from './alert-revision';
import { LiveSockets } from './live-sockets';

/** The first change goes out almost at once, those that follow it at most four times a second. */
const FIRST_PAUSE_MS = 20;
const NEXT_PAUSE_MS = 250;
/** More changes than this at once are told as one: load again. */
const MAX_WAITING = 500;
/** Facts may be missed, and an api may be started later than the change: so it also looks by itself. */
const LOOK_EVERY_MS = 3_000;
const REMEMBERED = 5_000;

/** Tells every open console of alerts that were made or changed: loaded once, sent to all, each revision once. */
@Injectable()
export class AlertFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(AlertFeed.name);
  private readonly waiting = new Set<string>();
  private readonly sent = new LRUCache<string, number>({ max: REMEMBERED });
  private timer: NodeJS.Timeout | undefined;
  private looking: NodeJS.Timeout | undefined;
  private nextFlushAt = 0;

  constructor(
    private readonly changes: AlertChanges,
    private readonly alerts: AlertList,
    private readonly revisions: AlertRevision,
    private readonly sockets: LiveSockets,
  ) {}

  onApplicationBootstrap(): void {
    this.changes.listen((id) => this.add(id));
    this.looking = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.looking);
    clearTimeout(this.timer);
  }

  private add(id: string): void {
    if (this.sockets.isEmpty) return;
    this.waiting.add(id);
    this.schedule();
  }

  private schedule(): void {
    const pause = Math.max(FIRST_PAUSE_MS, this.nextFlushAt - performance.now());
    this.timer ??= setTimeout(() => void this.flush(), pause);
  }

  private async look(): Promise<void> {
    if (this.sockets.isEmpty) {
      this.revisions.skip();
      return;
    }
    try {
      for (const { id, revision } of await this.revisions.recentlyChanged(MAX_WAITING + 1)) {
        if (this.isNews(id, revision)) this.add(id);
      }
    } catch (error) {
      this.log.debug(`Changed alerts could not be looked for: ${String(error)}`);
    }
  }

  private async flush(): Promise<void> {
    const ids = [...this.waiting];
    this.waiting.clear();
    this.nextFlushAt = performance.now() + NEXT_PAUSE_MS;
    try {
      if (ids.length > MAX_WAITING) this.sockets.send('hello', await this.revisions.hello());
      else await this.tellEach(ids);
    } catch (error) {
      // What could not be loaded now is found by looking, when the database is back.
      this.log.warn(`Changed alerts could not be loaded: ${String(error)}`);
    } finally {
      this.timer = undefined;
      if (this.waiting.size > 0) this.schedule();
    }
  }

  private async tellEach(ids: readonly string[]): Promise<void> {
    for (const alert of await this.alerts.changed(ids)) {
      if (!this.isNews(alert.id, alert.revision)) continue;
      this.sent.set(alert.id, alert.revision);
      this.sockets.send('alert.changed', alert);
    }
  }

  private isNews(id: string, revision: number): boolean {
    return revision > (this.sent.get(id) ?? 0);
  }
}
