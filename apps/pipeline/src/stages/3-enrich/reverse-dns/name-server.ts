import { promises as dns } from 'node:dns';

import type { Clock } from '@tocsin/clock';

import { hostName } from './host-name';

/** `failed` says nothing of the address: ask again. `away`: the server did not even answer. */
export type Answer =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed' | 'away'; readonly reason: string };

const NONE: Answer = { kind: 'none' };
const NO_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);
/** The answer is there but no host can have such a name. */
const NONSENSE: ReadonlySet<string> = new Set(['EBADRESP', 'EBADNAME', 'EBADSTR']);
const AWAY: ReadonlySet<string> = new Set(['ETIMEOUT', 'ECONNREFUSED', 'EIO']);

const FAILURES_ALLOWED = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** One resolver. When it is away it is left alone for a pause that doubles; then one question is a trial. */
export class NameServer {
  private readonly resolver: dns.Resolver;
  private failures = 0;
  private pauseMs = FIRST_PAUSE_MS;
  private closedUntil = 0;
  private isOnTrial = false;

  constructor(
    readonly address: string,
    questionMilliseconds: number,
    private readonly clock: Clock,
  ) {
    this.resolver = new dns.Resolver({ timeout: questionMilliseconds, tries: 1 });
    this.resolver.setServers([address]);
  }

  get isWell(): boolean {
    return this.failures < FAILURES_ALLOWED;
  }

  get mayBeAsked(): boolean {
    return this.isWell || (!this.isOnTrial && this.clock.now().getTime() >= this.closedUntil);
  }

  /** Never rejects. */
  async ask(reverseName: string): Promise<Answer> {
    this.isOnTrial = !this.isWell;
    const wasOnTrial = this.isOnTrial;
    const answer = await this.answerTo(reverseName);
    if (answer.kind === 'away') this.noteAway(wasOnTrial);
    else this.failures = 0;
    if (wasOnTrial) this.isOnTrial = false;
    return answer;
  }

  close(): void {
    this.resolver.cancel();
  }

  private async answerTo(reverseName: string): Promise<Answer> {
    try {
      // Servers give several names in any order.
      const names = (await this.resolver.resolvePtr(reverseName)).flatMap((name) => hostName(name) ?? []).sort();
      const [name] = names;
      return name === undefined ? NONE : { kind: 'name', name };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
      if (NO_NAME.has(code) || NONSENSE.has(code)) return NONE;
      return { kind: AWAY.has(code) ? 'away' : 'failed', reason: code.slice(1).toLowerCase() };
    }
  }

  private noteAway(wasOnTrial: boolean): void {
    const now = this.clock.now().getTime();
    this.failures += 1;
    // The questions that were under way together fail together, and are one trouble.
    if (this.isWell || now < this.closedUntil) return;
    this.pauseMs = wasOnTrial ? Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
    this.closedUntil = now + this.pauseMs;
  }
}
