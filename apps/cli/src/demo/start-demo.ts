import { progress } from '../progress';
import type { Part } from '../up/running-system';
import { DemoPerson } from './demo-person';
import { DemoSources } from './demo-sources';
import { tellStory } from './demo-story';
import { attacks, ordinaryTraffic, type DemoEvent } from './scenes';

const EVERY_MS = 1_000;
const EVENTS_A_SECOND = 8;
/** Quiet seconds between two attacks. */
const PAUSE_SECONDS = 20;

export interface DemoTarget {
  readonly consoleUrl: string;
  readonly databaseUrl: string;
}

/**
 * A colleague who did something before the newcomer came, by the link that makes the first account; the newcomer is invited by
 * them. Undefined when people are here already.
 */
export async function inviteByDemo(
  { consoleUrl }: DemoTarget,
  setUpLink: string | undefined,
): Promise<{ readonly person: DemoPerson; readonly link: string } | undefined> {
  const token = setUpLink?.split('/').at(-1);
  if (token === undefined) return undefined;
  const person = await DemoPerson.join(consoleUrl, token);
  const { url } = await person.post<{ url: string }>('/api/invitations', { roles: ['admin'] });
  return { person, link: `${consoleUrl}${new URL(url).pathname}` };
}

/** Streams a small company's events, with attacks among them, through the front door like any shipper. */
export async function startDemo({ consoleUrl, databaseUrl }: DemoTarget, person?: DemoPerson): Promise<Part> {
  return new DemoStream(await DemoSources.open(consoleUrl, databaseUrl), person);
}

class DemoStream implements Part {
  readonly name = 'demo';
  readonly pid = undefined;
  private timer: NodeJS.Timeout | undefined;
  private upcoming: ((at: Date) => DemoEvent[])[] = [];
  private attackNumber = 0;
  private hasFailed = false;

  constructor(
    private readonly sources: DemoSources,
    private readonly person: DemoPerson | undefined,
  ) {}

  start(): Promise<void> {
    this.timer = setInterval(() => void this.sendOneSecond(), EVERY_MS);
    if (this.person !== undefined)
      tellStory(this.person, this.sources).catch((error: unknown) => {
        progress(`demo: the day before could not be told to its end (${String(error)})`);
      });
    return Promise.resolve();
  }

  stop(): Promise<void> {
    clearInterval(this.timer);
    return Promise.resolve();
  }

  private async sendOneSecond(): Promise<void> {
    const now = new Date();
    const events = [...ordinaryTraffic(Math.random, now, EVENTS_A_SECOND), ...this.nextOfAttack()(now)];
    try {
      await this.sources.send(events);
      this.report(undefined);
    } catch (error) {
      this.report(error instanceof Error ? error.message : String(error));
    }
  }

  private nextOfAttack(): (at: Date) => DemoEvent[] {
    if (this.upcoming.length === 0) {
      const attack = attacks[this.attackNumber++ % attacks.length];
      const quiet = Array.from({ length: PAUSE_SECONDS }, () => () => []);
      this.upcoming = [...quiet, ...(attack?.seconds(Math.random) ?? [])];
    }
    return this.upcoming.shift() ?? (() => []);
  }

  /** Says once that sending fails and once that it works again. */
  private report(problem: string | undefined): void {
    if (problem !== undefined && !this.hasFailed) progress(`demo: events are not taken (${problem}); going on`);
    if (problem === undefined && this.hasFailed) progress('demo: events are taken again');
    this.hasFailed = problem !== undefined;
  }
}
