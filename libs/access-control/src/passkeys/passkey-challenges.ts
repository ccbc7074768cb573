import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { PasskeyChallengeEntity } from '@tocsin/database';
import { DataSource, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';

import { hashToken } from '../tokens';

const VALID_MS = 5 * 60_000;

/** What passkeys were asked to sign, so that each answer counts once. */
@Injectable()
export class PasskeyChallenges {
  constructor(
    private readonly dataSource: DataSource,
    readonly clock: Clock,
  ) {}

  /** @param accountId who registers one; null for a sign-in. */
  async remember(challenge: string, accountId: string | null): Promise<void> {
    const now = this.clock.now();
    await this.rows.delete({ expiresAt: LessThanOrEqual(now) });
    const expiresAt = new Date(now.getTime() + VALID_MS);
    await this.rows.insert({ id: hashToken(challenge), accountId, expiresAt });
  }

  /** Whether it was asked, for this purpose, and not answered yet; it is now. */
  async take(challenge: string, accountId: string | null): Promise<boolean> {
    const whose = { accountId: accountId ?? IsNull(), expiresAt: MoreThan(this.clock.now()) };
    const { affected } = await this.rows.delete({ id: hashToken(challenge), ...whose });
    return affected === 1;
  }

  private get rows() {
    return this.dataSource.getRepository(PasskeyChallengeEntity);
  }
}
