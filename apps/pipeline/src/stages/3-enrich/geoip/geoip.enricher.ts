import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type EventEnricher, type Preparable } from '@tocsin/plugin-kit';

import { GeoDatabases } from './geo-databases';
import { ENDS, NOTHING, type GeoLookup } from './geo-lookup';
import { geoipOptionsSchema, type GeoipOptions } from './geoip.options';

const ADDRESSES = ENDS.map((end) => [end, `${end}.ip`] as const);

/** Names country, city and network of the public addresses at both ends of a connection. */
@Injectable()
@EnricherPlugin({
  type: 'geoip',
  order: 100,
  stability: 'beta',
  options: geoipOptionsSchema,
  reads: ADDRESSES.map(([, field]) => field),
  writes: ENDS.flatMap((end) => [`${end}.geo.*`, `${end}.as.*`]),
})
export class GeoipEnricher implements EventEnricher<GeoipOptions>, Preparable<GeoipOptions> {
  private readonly lookups = new WeakMap<GeoipOptions, GeoLookup>();

  constructor(private readonly databases: GeoDatabases) {}

  async prepare(options: GeoipOptions): Promise<void> {
    this.lookups.set(options, await this.databases.open(options));
  }

  enrich(event: SecurityEvent, options: GeoipOptions): EventPatch {
    const lookup = this.lookups.get(options);
    let patch = NOTHING;
    for (const [end, field] of ADDRESSES) {
      const address = event[field];
      if (lookup === undefined || typeof address !== 'string') continue;
      const found = lookup.patchFor(end, address);
      if (found !== NOTHING) patch = patch === NOTHING ? found : { ...patch, ...found };
    }
    return patch;
  }
}
