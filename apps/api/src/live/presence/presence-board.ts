import type { Presence } from '@tocsin/api-contract';

type Person = Presence['places'][number]['people'][number];

interface Entry {
  readonly person: Person;
  readonly alert: string;
  readonly until: number;
}

/** Presence ends this long after it was said last. */
export const PRESENT_MS = 15_000;

/** Who has which alert before them. Times are milliseconds of one clock, whichever. */
export class PresenceBoard {
  private readonly entries = new Map<string, Entry>();

  /** @param key names one open console. @returns the alerts at which somebody came or left. */
  put(key: string, { person, alert, now }: { person: Person; alert: string | null; now: number }): string[] {
    const before = this.entries.get(key)?.alert;
    if (alert === null) this.entries.delete(key);
    else this.entries.set(key, { person, alert, until: now + PRESENT_MS });
    if (before === (alert ?? undefined)) return [];
    return [before, alert].filter((one) => typeof one === 'string');
  }

  /** @returns as {@link put}. */
  remove(key: string): string[] {
    const before = this.entries.get(key);
    this.entries.delete(key);
    return before === undefined ? [] : [before.alert];
  }

  /** Takes out those of whom nothing was heard. @returns as {@link put}. */
  expire(now: number): string[] {
    const over = [...this.entries].filter(([, { until }]) => until <= now);
    return over.flatMap(([key]) => this.remove(key));
  }

  /** Alerts at which somebody is. */
  get alerts(): string[] {
    return [...new Set([...this.entries.values()].map(({ alert }) => alert))];
  }

  /** Each person once, however many consoles they have open. */
  places(alerts: Iterable<string>): Presence['places'] {
    return [...new Set(alerts)].map((alert) => {
      const here = [...this.entries.values()].filter((entry) => entry.alert === alert);
      return { alert, people: [...new Map(here.map(({ person }) => [person.id, person])).values()] };
    });
  }
}
