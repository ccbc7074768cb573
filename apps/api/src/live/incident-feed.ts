import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { IncidentChanged } from '@tocsin/api-contract';
import { LRUCache } from 'lru-cache';

import { IncidentChanges, type IncidentFact } from '../features/incidents/incident-changes';
import { IncidentNews, type ChangedIncident } from '../features/incidents/incident-news';
import type { LiveSocket } from './live-socket';
import { LiveSockets } from './live-sockets';
import { TOO_MUCH, type Missed } from './missed';

/** Facts may be missed, and an api may be started later than the change: so it also looks by itself. */
const LOOK_EVERY_MS = 3_000;
const REMEMBERED = 5_000;
/** More changes than this at once are told as one: load again. */
const MOST = 500;
const EVERYTHING: IncidentChanged['parts'] = ['head', 'items', 'alerts', 'events', 'evidence', 'history'];

/** Tells open consoles of incidents that were made or changed, each those who may see it. */
@Injectable()
export class IncidentFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(IncidentFeed.name);
  private readonly sent = new LRUCache<string, number>({ max: REMEMBERED });
  private looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly changes: IncidentChanges,
    private readonly news: IncidentNews,
    private readonly sockets: LiveSockets,
  ) {}

  onApplicationBootstrap(): void {
    this.changes.listen((fact) => void this.tell(fact));
    this.looking = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.looking);
  }

  /** Until when everything was told, in microseconds since 1970. */
  get toldUntil(): number {
    return this.news.foundUntil;
  }

  /** What one console missed since a time in microseconds, as far as its account may see it. */
  async catchUp(socket: LiveSocket, since: number): Promise<Missed> {
    const incidents = await this.news.changedSince(since, MOST + 1);
    if (incidents.length > MOST) return TOO_MUCH;
    const visible = incidents.filter(({ onlyFor }) => onlyFor?.has(socket.actor.accountId) ?? true);
    const tell = () => {
      for (const { number, revision } of visible)
        socket.tell(this.place, 'incident.changed', { number, revision, parts: EVERYTHING, by: null });
    };
    return { isWhole: true, tell };
  }

  private async tell({ id, by, parts }: IncidentFact): Promise<void> {
    if (this.sockets.isEmpty) return;
    try {
      for (const incident of await this.news.of([id])) this.send(incident, by, parts);
    } catch (error) {
      // It is found by looking, when the database is back.
      this.log.debug(`A changed incident could not be loaded: ${String(error)}`);
    }
  }

  private async look(): Promise<void> {
    if (this.sockets.isEmpty) return this.news.skip();
    try {
      const incidents = await this.news.latest(MOST + 1);
      if (incidents.length > MOST) this.sockets.tell(this.place, 'feed.reload', { feed: 'incidents' });
      for (const incident of incidents) {
        if (incident.changes > (this.sent.get(incident.key) ?? 0)) this.send(incident, null, EVERYTHING);
      }
    } catch (error) {
      this.log.debug(`Changed incidents could not be looked for: ${String(error)}`);
    }
  }

  private send(incident: ChangedIncident, by: string | null, parts: IncidentChanged['parts']) {
    const { key, changes, number, revision, onlyFor } = incident;
    this.sent.set(key, Math.max(changes, this.sent.get(key) ?? 0));
    this.sockets.tell({ ...this.place, onlyFor }, 'incident.changed', { number, revision, parts, by });
  }

  private get place() {
    return { feed: 'incidents', toldUntil: this.toldUntil } as const;
  }
}
