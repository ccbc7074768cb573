import type { Clock } from '@tocsin/clock';
import { LRUCache } from 'lru-cache';

import type { Answer } from './name-server';
import type { NameServers } from './name-servers';
import type { ReverseDnsHealth } from './reverse-dns-health';
import type { ReverseDnsOptions } from './reverse-dns.options';

interface Known {
  readonly name?: string;
  /** Nobody could say: nothing is known, but it is not waited for again. */
  readonly isUnclear: boolean;
  /** Milliseconds since 1970; not asked before. */
  readonly until: number;
}

/** An address nobody could say anything of is asked for again after this. */
const UNCLEAR_MS = 5_000;
/** Addresses that may wait for their turn; more are left for a later batch. */
const MOST_UNDER_WAY = 5_000;

/** Names of addresses, as far as they are known, and the questions about the others. */
export class KnownNames {
  private readonly known: LRUCache<string, Known>;
  private readonly underWay = new Map<string, Promise<void>>();
  /** Those under way that a batch has waited for long enough. */
  private readonly overdue = new Set<string>();
  private readonly turns: (() => void)[] = [];
  private running = 0;
  private isClosed = false;

  constructor(
    private readonly options: ReverseDnsOptions,
    private readonly servers: NameServers,
    private readonly health: ReverseDnsHealth,
    private readonly clock: Clock,
  ) {
    this.known = new LRUCache({ max: options.cacheEntries });
  }

  get size(): number {
    return this.known.size;
  }

  nameOf(address: string): string | undefined {
    const known = this.known.get(address);
    return known !== undefined && known.until > this.now() ? known.name : undefined;
  }

  /** Asks for what is not known. Resolves when all is that is worth to wait for, or when the time of a batch is over. */
  async learn(addresses: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    const awaited = new Map<string, Promise<void>>();
    for (const address of addresses) {
      const known = this.known.peek(address);
      if (known !== undefined && known.until > this.now()) continue;
      const isWorthIt = this.servers.areWell && known?.isUnclear !== true && !this.overdue.has(address);
      const asked = this.ask(address);
      if (isWorthIt && asked !== undefined) awaited.set(address, asked);
    }
    if (awaited.size === 0) return;
    await untilOver(Promise.all(awaited.values()), this.options.batchMilliseconds, signal);
    for (const address of awaited.keys()) if (this.underWay.has(address)) this.overdue.add(address);
  }

  close(): void {
    this.isClosed = true;
    this.servers.close();
  }

  private ask(address: string): Promise<void> | undefined {
    const before = this.underWay.get(address);
    if (before !== undefined) return before;
    if (this.underWay.size >= MOST_UNDER_WAY) return undefined;
    const asked = this.askInTurn(address).finally(() => {
      this.underWay.delete(address);
      this.overdue.delete(address);
    });
    this.underWay.set(address, asked);
    return asked;
  }

  private async askInTurn(address: string): Promise<void> {
    if (this.running >= this.options.concurrency) await new Promise<void>((resolve) => this.turns.push(resolve));
    else this.running += 1;
    // While the servers are away those behind it are let go at once.
    if (!this.isClosed && this.servers.mayBeAsked) {
      this.health.asked();
      const answer = await this.servers.ask(address);
      this.health.answered(answer);
      this.remember(address, answer);
    }
    const next = this.turns.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }

  private remember(address: string, answer: Answer): void {
    const { foundSeconds, missingSeconds } = this.options;
    const now = this.now();
    if (answer.kind === 'name')
      this.known.set(address, { name: answer.name, isUnclear: false, until: now + foundSeconds * 1_000 });
    else if (answer.kind === 'none') this.known.set(address, { isUnclear: false, until: now + missingSeconds * 1_000 });
    else this.known.set(address, { isUnclear: true, until: now + UNCLEAR_MS });
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

/** Resolves when the work is done, the time is over or nobody wants it any more. */
function untilOver(work: Promise<unknown>, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    else void work.then(end);
  });
}
