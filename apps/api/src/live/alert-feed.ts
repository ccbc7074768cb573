import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import { AlertChanges } from '../features/alerts/alert-changes';
import { AlertList } from '../features/alerts/alert-list';
import { AlertRevision } from './alert-revision';
import type { LiveSocket } from './live-socket';
import { LiveSockets } from './live-sockets';
import { TOO_MUCH, type Missed } from './missed';

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
  private isFlushing = false;
  private isTooMuch = false;
  private told: number;

  constructor(
    private readonly changes: AlertChanges,
    private readonly alerts: AlertList,
    private readonly revisions: AlertRevision,
    private readonly sockets: LiveSockets,
  ) {
    this.told = revisions.foundUntil;
  }

  onApplicationBootstrap(): void {
    this.changes.listen((id) => this.add(id));
    this.looking = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.looking);
    clearTimeout(this.timer);
  }

  /** Until when everything was told, in microseconds since 1970. */
  get toldUntil(): number {
    return this.told;
  }

  /** What one console missed since a time in microseconds. */
  async catchUp(socket: LiveSocket, since: number): Promise<Missed> {
    const rows = await this.revisions.changedSince(since, MAX_WAITING + 1);
    if (rows.length > MAX_WAITING) return TOO_MUCH;
    const alerts = await this.alerts.changed(rows.map(({ id }) => id));
    const tell = () => {
      for (const alert of alerts) socket.tell({ feed: 'alerts', toldUntil: this.told }, 'alert.changed', alert);
    };
    return { isWhole: true, tell };
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
    if (this.sockets.isEmpty) return this.skip();
    try {
      const rows = await this.revisions.recentlyChanged(MAX_WAITING + 1);
      this.isTooMuch ||= rows.length > MAX_WAITING;
      for (const { id, revision } of rows) if (this.isNews(id, revision)) this.waiting.add(id);
      if (this.isTooMuch || this.waiting.size > 0) this.schedule();
      else if (!this.isFlushing) this.told = this.revisions.foundUntil;
    } catch (error) {
      this.log.debug(`Changed alerts could not be looked for: ${String(error)}`);
    }
  }

  private skip(): void {
    this.revisions.skip();
    this.told = this.revisions.foundUntil;
  }

  private async flush(): Promise<void> {
    const [ids, foundUntil, isTooMuch] = [[...this.waiting], this.revisions.foundUntil, this.isTooMuch];
    this.waiting.clear();
    this.isTooMuch = false;
    this.isFlushing = true;
    this.nextFlushAt = performance.now() + NEXT_PAUSE_MS;
    try {
      if (isTooMuch || ids.length > MAX_WAITING)
        this.sockets.tell({ feed: 'alerts', toldUntil: this.told }, 'feed.reload', { feed: 'alerts' });
      else await this.tellEach(ids);
      this.told = foundUntil;
    } catch (error) {
      // They wait on, and nobody is told that this much was told.
      for (const id of ids) this.waiting.add(id);
      this.isTooMuch ||= isTooMuch;
      this.nextFlushAt = performance.now() + LOOK_EVERY_MS;
      this.log.warn(`Changed alerts could not be loaded: ${String(error)}`);
    } finally {
      this.isFlushing = false;
      this.timer = undefined;
      if (this.isTooMuch || this.waiting.size > 0) this.schedule();
    }
  }

  private async tellEach(ids: readonly string[]): Promise<void> {
    for (const alert of await this.alerts.changed(ids)) {
      if (!this.isNews(alert.id, alert.revision)) continue;
      this.sent.set(alert.id, alert.revision);
      this.sockets.tell({ feed: 'alerts', toldUntil: this.told }, 'alert.changed', alert);
    }
  }

  private isNews(id: string, revision: number): boolean {
    return revision > (this.sent.get(id) ?? 0);
  }
}
