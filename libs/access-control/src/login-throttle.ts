import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { TooManyAttempts } from './errors';
import { hashToken } from './tokens';

const FIRST_BLOCK_S = 5;
const LONGEST_BLOCK_S = 900;
const FORGET_AFTER_S = 3_600;
/** Attempts before the first pause: of one name from one address, and of one address whatever the names. */
const FREE_BY_NAME = 5;
const FREE_BY_ADDRESS = 50;

/**
 * Slows guessing: after five attempts of a name from an address comes a pause of 5 s, which each further one doubles, up to
 * 15 minutes. Kept in the database, so that instances share it and a restart forgives nothing. Unknown names are treated
 * like known ones.
 */
@Injectable()
export class LoginThrottle {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts an attempt before its password is looked at, so that many at once do not slip through together.
   * @throws {TooManyAttempts} when it comes too soon; such an attempt does not count.
   */
  async attempt(username: string, address: string): Promise<void> {
    await this.count(byAddress(address), FREE_BY_ADDRESS);
    await this.count(byName(username, address), FREE_BY_NAME);
  }

  /** Takes the attempt back: the name is forgiven, the address only this one. */
  async succeeded(username: string, address: string): Promise<void> {
    await this.dataSource.query('DELETE FROM login_throttle WHERE key = $1', [byName(username, address)]);
    await this.dataSource.query('UPDATE login_throttle SET failures = greatest(failures - 1, 0) WHERE key = $1', [
      byAddress(address),
    ]);
  }

  /**
   * Like {@link attempt} for codes of an account that its password was right for, whatever the address.
   * @throws {TooManyAttempts}
   */
  attemptCode(accountId: string): Promise<void> {
    return this.count(byCode(accountId), FREE_BY_NAME);
  }

  async codeSucceeded(accountId: string): Promise<void> {
    await this.dataSource.query('DELETE FROM login_throttle WHERE key = $1', [byCode(accountId)]);
  }

  /**
   * Counts a token that was none, by the address it came from.
   * @throws {TooManyAttempts}
   */
  tokenFailed(address: string): Promise<void> {
    return this.count(`token ${address}`, FREE_BY_ADDRESS);
  }

  /** Forgets what is too old to matter. */
  async purge(): Promise<void> {
    const forgotten = new Date(this.clock.now().getTime() - FORGET_AFTER_S * 1_000);
    await this.dataSource.query('DELETE FROM login_throttle WHERE last_failed_at < $1 AND blocked_until < $1', [
      forgotten,
    ]);
  }

  private async count(key: string, free: number): Promise<void> {
    const now = this.clock.now();
    const counted = await this.dataSource.query<unknown[]>(COUNT, [
      key,
      now,
      free,
      LONGEST_BLOCK_S,
      FORGET_AFTER_S,
      FIRST_BLOCK_S,
    ]);
    if (counted.length > 0) return;
    const [row] = await this.dataSource.query<{ blocked_until: Date }[]>(
      'SELECT blocked_until FROM login_throttle WHERE key = $1',
      [key],
    );
    const until = row?.blocked_until ?? now;
    throw new TooManyAttempts(Math.max(until.getTime() - now.getTime(), 1_000));
  }
}

/**
 * One statement, so that attempts at the same moment are counted one after the other. No row back means: blocked. Without a
 * pause `blocked_until` is long ago and not now: of two at the same moment the one that is counted last may have come first.
 */
const COUNT = `
  INSERT INTO login_throttle AS t (key, failures, last_failed_at, blocked_until) VALUES ($1, 1, $2, 'epoch')
  ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN t.last_failed_at < $2 - $5 * interval '1 second' THEN 1 ELSE t.failures + 1 END,
    last_failed_at = $2,
    blocked_until = CASE
      WHEN t.last_failed_at < $2 - $5 * interval '1 second' OR t.failures + 1 < $3 THEN 'epoch'
      ELSE $2 + interval '1 second' * least($4, $6 * power(2, least(t.failures + 1 - $3, 30))) END
  WHERE t.blocked_until <= $2
  RETURNING failures`;

function byName(username: string, address: string): string {
  return hashToken(JSON.stringify(['name', username, address]));
}

function byAddress(address: string): string {
  return hashToken(JSON.stringify(['address', address]));
}

function byCode(accountId: string): string {
  return hashToken(JSON.stringify(['code', accountId]));
}
