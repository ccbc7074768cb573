import type { Incident, MilestoneName } from '@tocsin/api-contract';

type Times = Partial<Record<MilestoneName, Date>>;

/** How long things took, of the milestones that are known. What has begun and not ended runs, as long as the incident is open. */
export function measuresOf(times: Times, now: Date, isClosed: boolean): Incident['measures'] {
  const between = (from: MilestoneName, to: MilestoneName): Incident['measures']['ttd'] => {
    const [begin, end] = [times[from], times[to]];
    if (begin === undefined || (end === undefined && isClosed)) return null;
    const seconds = ((end ?? now).getTime() - begin.getTime()) / 1_000;
    return { seconds: Math.round(seconds), isRunning: end === undefined };
  };
  return {
    ttd: between('occurred', 'detected'),
    tta: between('detected', 'reported'),
    ttc: between('detected', 'contained'),
    ttr: between('detected', 'closed'),
  };
}
