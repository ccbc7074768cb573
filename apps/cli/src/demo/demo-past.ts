import { attacks, ordinaryTraffic, type DemoEvent, type Random } from './scenes';

const HOUR_MS = 3_600_000;
const HOURS = 24;
const ORDINARY_AN_HOUR = 40;
/** One attack in so many hours. */
const ATTACK_EVERY_HOURS = 3;

/** The day before: ordinary work, and an attack now and then, hour by hour, the oldest first. */
export function dayBefore(random: Random, now: Date): readonly (readonly DemoEvent[])[] {
  return Array.from({ length: HOURS - 1 }, (_, index) => {
    const begin = now.getTime() - (HOURS - 1 - index) * HOUR_MS - HOUR_MS / 2;
    return [...ordinaryHour(random, begin), ...attackAt(random, index, begin)];
  });
}

function ordinaryHour(random: Random, begin: number): DemoEvent[] {
  const step = HOUR_MS / ORDINARY_AN_HOUR;
  return Array.from(
    { length: ORDINARY_AN_HOUR },
    (_, nr) => new Date(begin + (nr - ORDINARY_AN_HOUR / 2) * step),
  ).flatMap((at) => ordinaryTraffic(random, at, 1));
}

function attackAt(random: Random, hour: number, begin: number): DemoEvent[] {
  if (hour % ATTACK_EVERY_HOURS !== 0) return [];
  const attack = attacks[(hour / ATTACK_EVERY_HOURS) % attacks.length];
  return (attack?.seconds(random) ?? []).flatMap((second, nr) => second(new Date(begin + nr * 1_000)));
}
