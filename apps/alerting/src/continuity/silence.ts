import { Injectable } from '@nestjs/common';

import { isUnusualSilence, judgeVolume } from './rhythm';
import { SourceHistory, type SourceState } from './source-history';
import { isOld, TOO_FEW, type Judged, type OpenAlarm, type SourceTrouble } from './source-trouble';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A silence that did not become unusual soon is looked at less often. */
const OFTEN_MINUTES = 60;
const SELDOM_MINUTES = 10;
const HEARD_MS = 2 * MINUTE_MS;

export const NOT_WATCHED = 'It is not watched any more.';

/** Sources that are silent though they usually would not be, and those that sent something just now. */
export interface Silences extends Judged {
  readonly heard: ReadonlySet<string>;
  /** All that may send and have sent something of late. */
  readonly known: ReadonlySet<string>;
}

/** Finds sources that send nothing, or much less, though they usually would. */
@Injectable()
export class Silence {
  constructor(private readonly history: SourceHistory) {}

  /** `undefined` while no front end is up: our silence is no source's. @throws what the database throws. */
  async find(now: Date): Promise<Silences | undefined> {
    const upSince = await this.history.upSince(now);
    if (upSince === undefined) return undefined;
    const states = await this.history.states(now);
    const troubles: SourceTrouble[] = [];
    for (const state of states) {
      const trouble = await this.silenceOf(state, upSince, now);
      if (trouble !== undefined) troubles.push(trouble);
    }
    const heard = namesOf(states.filter(({ lastAt }) => now.getTime() - lastAt.getTime() < HEARD_MS));
    const known = namesOf(states);
    const ending = ({ source }: OpenAlarm) => {
      if (!known.has(source)) return NOT_WATCHED;
      return heard.has(source) ? 'It sends again.' : undefined;
    };
    return { troubles, heard, known, ending };
  }

  /** Looks at the hour that ended last, of sources that send. @throws what the database throws. */
  async judgeVolume(now: Date, { heard, known }: Silences): Promise<Judged> {
    const begin = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - HOUR_MS);
    const upSince = await this.history.upSince(now);
    const isJudged = upSince !== undefined && upSince <= begin;
    const asUsual = new Set<string>();
    const troubles: SourceTrouble[] = [];
    for (const [source, hours] of isJudged ? await this.history.hours(begin) : []) {
      if (!heard.has(source)) continue;
      const events = hours.find(({ day }) => day === 0)?.events ?? 0;
      const volume = judgeVolume(
        now,
        events,
        hours.filter(({ day }) => day > 0),
      );
      if (volume?.isDrop === true) troubles.push(dropOf({ source, since: begin, events, usual: volume.usual }));
      else if (volume !== undefined) asUsual.add(source);
    }
    const ending = (alarm: OpenAlarm) => {
      if (!known.has(alarm.source)) return NOT_WATCHED;
      if (asUsual.has(alarm.source)) return 'The last hour had as much as usual, or nearly.';
      return isJudged && isOld(alarm, now) && heard.has(alarm.source) ? TOO_FEW : undefined;
    };
    return { troubles, ending };
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

function dropOf({ source, since, events, usual }: { source: string; since: Date; events: number; usual: number }) {
  const [expected, seen] = [`about ${count(usual)} events an hour`, `${count(events)} events`];
  const trouble: SourceTrouble = {
    source,
    kind: 'less',
    since,
    reason: `${source} sends much less than usual`,
    expected,
    seen,
  };
  return trouble;
}

function count(events: number): string {
  return Math.round(events).toLocaleString('en');
}

function namesOf(states: readonly SourceState[]): ReadonlySet<string> {
  return new Set(states.map(({ source }) => source));
}
