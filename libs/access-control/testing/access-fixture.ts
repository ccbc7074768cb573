import { AuditTrail } from '@tocsin/audit';
import { createDataSource, migrate, type AccountEntity } from '@tocsin/database';
import { FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { SignInSteps, type SignedIn } from '../src/factors/sign-in-steps';
import { Invitations } from '../src/invitations';
import { LoginThrottle } from '../src/login-throttle';
import { Passwords } from '../src/passwords';
import { Sessions } from '../src/sessions';
import { SignInDesk } from '../src/sign-in';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** From where everybody in these specs signs in, unless told otherwise. */
export const origin = { userAgent: 'spec', address: '192.0.2.1' };
/** Who sets up. */
export const noor = { username: 'noor', displayName: 'Noor', password: 'salt the garden bell' };

/** Hashes cheaply, and remembers which hashes it was asked to check. */
export class WatchedPasswords extends Passwords {
  readonly verified: string[] = [];

  constructor() {
    super({ memoryKiB: 64, passes: 1 });
  }

  override verify(hash: string, password: string): Promise<boolean> {
    this.verified.push(hash);
    return super.verify(hash, password);
  }
}

/** Everything about accounts, on an empty database of its own. */
export class AccessFixture {
  readonly clock = new FakeClock('2026-11-24T12:00:00.000Z');
  readonly passwords = new WatchedPasswords();
  readonly invitations: Invitations;
  readonly sessions: Sessions;
  readonly desk: SignInDesk;

  private constructor(readonly dataSource: DataSource) {
    const { clock, passwords } = this;
    this.invitations = new Invitations(dataSource, clock, passwords, new AuditTrail(clock));
    this.sessions = new Sessions(dataSource, clock);
    const steps = new SignInSteps(dataSource, clock, this.sessions);
    this.desk = new SignInDesk(dataSource, passwords, new LoginThrottle(dataSource, clock), steps);
  }

  static async open(): Promise<AccessFixture> {
    const dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
    await migrate(dataSource);
    const fixture = new AccessFixture(dataSource);
    await fixture.desk.onModuleInit();
    return fixture;
  }

  /** Makes the first account. */
  async setUp(): Promise<AccountEntity> {
    return this.invitations.accept((await this.invitations.createSetup()) ?? '', noor);
  }

  /** Signs in an account without a second factor. */
  async signIn(username: string, password: string, address = origin.address): Promise<SignedIn> {
    const answer = await this.desk.signIn({ username, password }, { ...origin, address });
    if ('ticket' in answer) throw new Error('A code is asked for.');
    return answer;
  }

  /** How many connections to this database wait for somebody's lock. */
  async waiting(): Promise<number> {
    const rows = await this.dataSource.query<{ waiting: number }[]>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0]?.waiting ?? 0;
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }
}
