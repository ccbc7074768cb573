import { Injectable } from '@nestjs/common';

import { isUnusualSilence, unusualDrop } from './rhythm';
import { SourceHistory, type SourceState } from './source-history';
import type { SourceTrouble } from './source-trouble';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A silence that did not become unusual soon is looked at less often. */
const OFTEN_MINUTES = 60;
const SELDOM_MINUTES = 10;
const HEARD_MS = 2 * MINUTE_MS;

/** Sources that are silent though they usually would not be, and those that sent something just now. */
export interface Silences {
  readonly troubles: readonly SourceTrouble[];
  readonly heard: ReadonlySet<string>;
  /** All that may send and have sent something of late. */
  readonly known: ReadonlySet<string>;
}

/** Finds sources that send nothing, or much less, though they usually would. */
@Injectable()
export class Silence {
  constructor(private readonly history: SourceHistory) {}

  /** @throws what the database throws. */
  async find(now: Date): Promise<Silences> {
    const upSince = await this.history.upSince(now);
    if (upSince === undefined) return { troubles: [], heard: new Set(), known: new Set() };
    const states = await this.history.states(now);
    const troubles: SourceTrouble[] = [];
    for (const state of states) {
      const trouble = await this.silenceOf(state, upSince, now);
      if (trouble !== undefined) troubles.push(trouble);
    }
    const heard = states.filter(({ lastAt }) => now.getTime() - lastAt.getTime() < HEARD_MS);
    return { troubles, heard: namesOf(heard), known: namesOf(states) };
  }

  /** Looks at the hour that ended last, of sources that send. @throws what the database throws. */
  async findLess(now: Date, heard: ReadonlySet<string>): Promise<SourceTrouble[]> {
    const begin = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - HOUR_MS);
    const upSince = await this.history.upSince(now);
    if (upSince === undefined || upSince > begin) return [];
    const troubles: SourceTrouble[] = [];
    for (const [source, hours] of await this.history.hours(begin)) {
      const events = hours.find(({ day }) => day === 0)?.events ?? 0;
      const former = hours.filter(({ day }) => day > 0);
      const usual = !heard.has(source) ? undefined : unusualDrop(now, events, former);
      if (usual === undefined) continue;
      const [expected, seen] = [`about ${count(usual)} events an hour`, `${count(events)} events`];
      troubles.push({
        source,
        kind: 'less',
        since: begin,
        reason: `${source} sends much less than usual`,
        expected,
        seen,
      });
    }
    return troubles;
  }

  private async silenceOf({ source, lastAt, longestSilenceSeconds }: SourceState, upSince: Date, now: Date) {
    // The minute in which it last sent something has an end.
    const heard = new Date(lastAt.getTime() + MINUTE_MS);
    const since = heard > upSince ? heard : upSince;
    const minutes = Math.floor((now.getTime() - since.getTime()) / MINUTE_MS);
    const isLate =
      longestSilenceSeconds === null
        ? await this.isUnusual(source, since, minutes, now)
        : now.getTime() - since.getTime() >= longestSilenceSeconds * 1_000;
    if (!isLate) return undefined;
    const expected =
      longestSilenceSeconds === null ? 'events, as on former days' : `an event every ${longestSilenceSeconds} s`;
    const trouble: SourceTrouble = {
      source,
      kind: 'silent',
      since,
      reason: `${source} sends nothing any more`,
      expected,
      seen: `nothing since ${since.toISOString()}`,
    };
    return trouble;
  }

  private async isUnusual(source: string, since: Date, minutes: number, now: Date): Promise<boolean> {
    if (minutes < 5 || (minutes > OFTEN_MINUTES && minutes % SELDOM_MINUTES !== 0)) return false;
    const days = await this.history.formerDays(source, since, now);
    return isUnusualSilence(now, minutes, days, await this.history.youth(source, now));
  }
}

function count(events: number): string {
  return Math.round(events).toLocaleString('en');
}

function namesOf(states: readonly SourceState[]): ReadonlySet<string> {
  return new Set(states.map(({ source }) => source));
}
