import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type BatchEnricher, type Preparable } from '@tocsin/plugin-kit';

import { KnownNames } from './known-names';
import { NameServers } from './name-servers';
import { privateAddress } from './private-address';
import { ReverseDnsHealth } from './reverse-dns-health';
import { reverseDnsOptionsSchema, type ReverseDnsOptions } from './reverse-dns.options';

const ENDS = ['source', 'destination', 'client', 'server'].map((end) => [`${end}.ip`, `${end}.domain`] as const);
const NOTHING: EventPatch = {};

/** What is to be named in an event: a field, and the address whose name it is to hold. */
type Wanted = readonly (readonly [field: string, address: string])[];

/** Names the hosts at private addresses, where the event does not, as the resolvers of the site know them. */
@Injectable()
@EnricherPlugin({
  type: 'reverse_dns',
  order: 120,
  stability: 'beta',
  options: reverseDnsOptionsSchema,
  reads: ENDS.flat(),
  writes: ENDS.map(([, domain]) => domain),
  isOnByDefault: false,
})
export class ReverseDnsEnricher
  implements BatchEnricher<ReverseDnsOptions>, Preparable<ReverseDnsOptions>, OnModuleDestroy
{
  private readonly names = new Map<ReverseDnsOptions, KnownNames>();

  constructor(
    private readonly health: ReverseDnsHealth,
    private readonly clock: Clock,
  ) {}

  prepare(options: ReverseDnsOptions): Promise<void> {
    const servers = new NameServers(options, this.clock);
    const names = new KnownNames(options, servers, this.health, this.clock);
    this.health.watch({ names, servers });
    this.names.set(options, names);
    return Promise.resolve();
  }

  onModuleDestroy(): void {
    for (const names of this.names.values()) names.close();
  }

  async enrichBatch(
    events: readonly Readonly<SecurityEvent>[],
    options: ReverseDnsOptions,
    signal: AbortSignal,
  ): Promise<readonly EventPatch[]> {
    const names = this.names.get(options);
    const wanted = events.map(wantedOf);
    if (names === undefined) return wanted.map(() => NOTHING);
    await names.learn(new Set(wanted.flat().map(([, address]) => address)), signal);
    this.health.show();
    return wanted.map((fields) => patchOf(fields, names));
  }
}

function wantedOf(event: Readonly<SecurityEvent>): Wanted {
  return ENDS.flatMap(([ip, domain]) => {
    const address = privateAddress(event[ip]);
    return address === undefined || event[domain] !== undefined ? [] : [[domain, address] as const];
  });
}

function patchOf(wanted: Wanted, names: KnownNames): EventPatch {
  const named = wanted.flatMap(([field, address]) => {
    const name = names.nameOf(address);
    return name === undefined ? [] : [[field, name] as const];
  });
  return named.length === 0 ? NOTHING : Object.fromEntries(named);
}
