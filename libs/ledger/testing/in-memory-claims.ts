import { Claims, type Claim, type FrontendRun } from '../src';

/** Claims in memory, as PostgreSQL would have them. */
export class InMemoryClaims extends Claims {
  readonly claims = new Map<string, Claim>();
  readonly aside = new Set<string>();
  readonly runs = new Map<string, FrontendRun>();

  override state(run: FrontendRun, claims: readonly Claim[]): Promise<void> {
    this.runs.set(run.instance, run);
    for (const claim of claims) if (!this.claims.has(claim.claim)) this.claims.set(claim.claim, claim);
    return Promise.resolve();
  }

  override setAside(claim: string, olderThanMs: number): Promise<boolean> {
    const acceptedAt = this.claims.get(claim)?.acceptedAt;
    const isOld = acceptedAt !== undefined && Date.now() - acceptedAt.getTime() > olderThanMs;
    if (isOld) this.aside.add(claim);
    return Promise.resolve(isOld);
  }

  override takeBack(claim: string): Promise<void> {
    this.aside.delete(claim);
    return Promise.resolve();
  }

  override deleteBefore(time: Date): Promise<number> {
    const old = [...this.claims.values()].filter(({ acceptedAt }) => acceptedAt < time);
    for (const { claim } of old) this.claims.delete(claim);
    return Promise.resolve(old.length);
  }
}
