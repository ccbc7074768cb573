import { setTimeout as wait } from 'node:timers/promises';

import { progress } from '../progress';
import { reportOf, type ChaosReport } from './chaos-report';
import { ChaosSystem } from './chaos-system';
import { planKills, roundsFor, type PartName } from './kill-plan';
import { NumberedClient } from './numbered-client';
import { PartKiller } from './part-killer';
import { quietLedger } from './quiet-ledger';
import { findEvents, Sightings } from './whereabouts';

const SOURCE = 'chaos';
const CLIENTS = 6;
const LOOK_EVERY_MS = 100;

export interface ChaosOptions {
  readonly seed: number;
  readonly parts: readonly PartName[];
  /** How many events are sent in all … */
  readonly events: number;
  /** … and, when given, for how long at least. */
  readonly minutes?: number;
}

/** Sends numbered events while parts are killed on a seeded schedule, waits for quiet, and looks for every one of them. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  progress(`starting the cluster size; seed ${options.seed}`);
  const system = await ChaosSystem.start(SOURCE);
  try {
    return await torment(system, options);
  } finally {
    progress('stopping');
    await system.stop();
  }
}

async function torment(system: ChaosSystem, options: ChaosOptions): Promise<ChaosReport> {
  const startedAt = performance.now();
  const work = new Work(options.events, options.minutes);
  const clients = Array.from(
    { length: CLIENTS },
    (_, number) => new NumberedClient(number, system.target, options.seed),
  );
  const sending = Promise.all(clients.map((client) => client.send((wanted) => work.take(wanted))));
  const killer = new PartKiller(system);
  await killAsPlanned(killer, work, options);
  await sending;
  progress('all is sent; waiting until every part is back and nothing is on its way');
  await killer.settled();
  const engines = {
    elasticsearch: system.started.engines['elasticsearch'] ?? '',
    postgres: system.started.databaseUrl,
  };
  const ledger = await quietLedger(engines.postgres, SOURCE);
  progress('looking for every event');
  const tallies = clients.map(({ tally }) => tally);
  const sightings = new Sightings(tallies.map(({ attempted }) => attempted));
  await findEvents(engines, SOURCE, sightings);
  const sum = (of: 'attempted' | 'acknowledged') => tallies.reduce((total, tally) => total + tally[of], 0);
  return reportOf({
    seed: options.seed,
    seconds: Math.round((performance.now() - startedAt) / 1_000),
    attempted: sum('attempted'),
    acknowledged: sum('acknowledged'),
    whereabouts: sightings.sum(tallies.map(({ acknowledged }) => acknowledged)),
    ledger,
    kills: killer.kills,
    recoveries: killer.recoveries,
    notRecovered: killer.notRecovered,
  });
}

async function killAsPlanned(killer: PartKiller, work: Work, { parts, events, seed }: ChaosOptions): Promise<void> {
  for (const { part, at } of planKills(parts, roundsFor(events), seed)) {
    while (work.done < at) await wait(LOOK_EVERY_MS);
    await killer.kill(part);
  }
}

/** How much there is to send, and how much of it is done: by number, and by time when that is asked for. */
class Work {
  private taken = 0;
  private readonly startedAt = performance.now();

  constructor(
    private readonly events: number,
    private readonly minutes = 0,
  ) {}

  /** 0 to 1. */
  get done(): number {
    return Math.min(this.taken / this.events, this.timeDone);
  }

  take(wanted: number): number {
    const isTimeLeft = this.timeDone < 1;
    const some = isTimeLeft && this.minutes > 0 ? wanted : Math.min(wanted, Math.max(0, this.events - this.taken));
    this.taken += some;
    return some;
  }

  private get timeDone(): number {
    return this.minutes === 0 ? 1 : Math.min(1, (performance.now() - this.startedAt) / (this.minutes * 60_000));
  }
}
