import { isDeepStrictEqual } from 'node:util';

import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type EventEnricher, type Preparable } from '@tocsin/plugin-kit';

import { GeoDatabases } from './geo-databases';
import { ENDS, type GeoLookup } from './geo-lookup';
import { geoipOptionsSchema, type GeoipOptions } from './geoip.options';

const NOTHING: EventPatch = {};
/** Stands for a network that is not known (RFC 7607). */
const NO_NETWORK = 0;
const FAMILIES = ENDS.flatMap((end) => [`${end}.geo.*`, `${end}.as.*`]);
const ADDRESSES = ENDS.map((end) => [end, `${end}.ip`] as const);

/**
 * Names country, city and network of the public addresses at both ends of a connection. When the event says of a place or a network
 * something else, that stands and nothing is added to it.
 */
@Injectable()
@EnricherPlugin({
  type: 'geoip',
  order: 100,
  stability: 'beta',
  options: geoipOptionsSchema,
  reads: [...ADDRESSES.map(([, field]) => field), ...FAMILIES],
  writes: FAMILIES,
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
      for (const found of lookup.patchesFor(end, address))
        if (!contradicts(event, found)) patch = patch === NOTHING ? found : { ...patch, ...found };
    }
    return patch;
  }
}

/** Facts of two origins would make a place that there is not. */
function contradicts(event: SecurityEvent, found: EventPatch): boolean {
  for (const field in found) {
    const said = event[field];
    if (said !== undefined && said !== NO_NETWORK && !isDeepStrictEqual(said, found[field])) return true;
  }
  return false;
}
