import { Injectable, Logger } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';

import {
  openBundledCountries,
  openNetworks,
  openPlaces,
  type AddressFacts,
  type AddressSource,
} from './address-source';
import type { GeoipOptions } from './geoip.options';

/** The databases that are open. One that cannot be opened is a state to be seen, not an error of every event. */
@Injectable()
export class GeoDatabases {
  private readonly log = new Logger(GeoDatabases.name);
  private readonly sources = new Map<string, AddressSource>();
  private readonly missing = new Map<string, string>();
  private readonly isOpen;

  constructor(metrics: Metrics, checks: ReadinessChecks) {
    this.isOpen = metrics.gauge('tocsin_geoip_database_open', '1 when the database could be opened.', ['database']);
    // Events go on without places and networks, so a missing database does not take the service out of turn.
    checks.add('geoip', () => Promise.resolve({ ok: true, detail: [...this.missing.values()].join(' ') }));
  }

  async open({ cityDatabase, asnDatabase }: GeoipOptions): Promise<void> {
    if (cityDatabase === undefined) await this.openOne('country', 'the bundled countries', openBundledCountries());
    else await this.openOne('city', cityDatabase, openPlaces(cityDatabase));
    if (asnDatabase !== undefined) await this.openOne('asn', asnDatabase, openNetworks(asnDatabase));
  }

  /** Everything the open databases know of an address. */
  factsOf(address: string): AddressFacts {
    const facts: Record<string, AddressFacts[string]> = {};
    for (const source of this.sources.values()) Object.assign(facts, source(address));
    return facts;
  }

  private async openOne(name: string, what: string, opening: Promise<AddressSource>): Promise<void> {
    try {
      this.sources.set(name, await opening);
      this.missing.delete(name);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const detail = `The ${name} database (${what}) cannot be used: ${reason}. Correct its path and start again.`;
      this.missing.set(name, detail);
      this.log.warn(`${detail} Until then events go without what it knows.`);
    }
    this.isOpen.set({ database: name }, this.missing.has(name) ? 0 : 1);
  }
}
