import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { IncidentChanged } from '@tocsin/api-contract';
import { LRUCache } from 'lru-cache';

import { IncidentChanges, type IncidentFact } from '../features/incidents/incident-changes';
import { IncidentNews, type ChangedIncident } from '../features/incidents/incident-news';
import { LiveSockets } from './live-sockets';

/** Facts may be missed, and an api may be started later than the change: so it also looks by itself. */
const LOOK_EVERY_MS = 3_000;
const REMEMBERED = 5_000;
const EVERYTHING: IncidentChanged['parts'] = ['head', 'items', 'alerts', 'history'];

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
      for (const incident of await this.news.latest()) {
        if (incident.revision > (this.sent.get(incident.id) ?? 0)) this.send(incident, null, EVERYTHING);
      }
    } catch (error) {
      this.log.debug(`Changed incidents could not be looked for: ${String(error)}`);
    }
  }

  private send({ id, number, revision, onlyFor }: ChangedIncident, by: string | null, parts: IncidentChanged['parts']) {
    this.sent.set(id, Math.max(revision, this.sent.get(id) ?? 0));
    this.sockets.sendTo(onlyFor, 'incident.changed', { number, revision, parts, by });
  }
}
