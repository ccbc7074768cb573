import { progress } from '../progress';
import type { Part } from '../up/running-system';
import { withAccess } from '../access';
import { attacks, ordinaryTraffic, type DemoEvent } from './scenes';

const EVERY_MS = 1_000;
const EVENTS_A_SECOND = 8;
/** Quiet seconds between two attacks. */
const PAUSE_SECONDS = 20;
const SOURCE = 'demo';

/** Streams a small company's events, with attacks among them, through the front door like any shipper. */
export async function startDemo(target: { readonly consoleUrl: string; readonly databaseUrl: string }): Promise<Part> {
  const key = await withAccess(target.databaseUrl, ({ keys }) =>
    keys.create(SOURCE, { description: 'made by up --demo' }),
  );
  const authorization = `ApiKey ${Buffer.from(`${key.id}:${key.secret}`).toString('base64')}`;
  return new DemoStream(`${target.consoleUrl}/events`, authorization);
}

class DemoStream implements Part {
  readonly name = 'demo';
  readonly pid = undefined;
  private timer: NodeJS.Timeout | undefined;
  private upcoming: ((at: Date) => DemoEvent[])[] = [];
  private attackNumber = 0;
  private hasFailed = false;

  constructor(
    private readonly url: string,
    private readonly authorization: string,
  ) {}

  start(): Promise<void> {
    this.timer = setInterval(() => void this.sendOneSecond(), EVERY_MS);
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
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { authorization: this.authorization, 'content-type': 'application/x-ndjson' },
        body: events.map((event) => JSON.stringify(event)).join('\n'),
        signal: AbortSignal.timeout(5_000),
      });
      await response.arrayBuffer();
      this.report(response.ok ? undefined : `answer ${response.status}`);
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
