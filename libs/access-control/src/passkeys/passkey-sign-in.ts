import { Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { AccountEntity, PasskeyEntity } from '@tocsin/database';
import { DataSource, IsNull } from 'typeorm';

import type { SignedIn } from '../factors/sign-in-steps';
import { Sessions, type SessionOrigin } from '../sessions';
import { PasskeyRefused } from './errors';
import type { RelyingParty } from './own-passkeys';
import { PasskeyChallenges } from './passkey-challenges';

/** Lets people in by a passkey, which is something they have and, because it verifies them, something they know or are. */
@Injectable()
export class PasskeySignIn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly challenges: PasskeyChallenges,
    private readonly sessions: Sessions,
  ) {}

  /** The same for everybody: the browser shows the passkeys it has, and we name no account. */
  async begin(site: RelyingParty): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const options = await generateAuthenticationOptions({ rpID: site.id, userVerification: 'required' });
    await this.challenges.remember(options.challenge, null);
    return options;
  }

  /** @throws {PasskeyRefused} */
  async finish(response: AuthenticationResponseJSON, site: RelyingParty, origin: SessionOrigin): Promise<SignedIn> {
    const passkey = await this.dataSource.manager.findOneBy(PasskeyEntity, { id: response.id });
    if (passkey === null) throw new PasskeyRefused();
    const counter = await this.verify(passkey, response, site);
    return this.dataSource.transaction(async (manager) => {
      const where = { id: passkey.accountId, disabledAt: IsNull() };
      const account = await manager.findOne(AccountEntity, { where, lock: { mode: 'pessimistic_read' } });
      // Removed, or counted on, since it was read: not this one.
      const same = { id: passkey.id, counter: passkey.counter };
      const used = { counter: String(counter), lastUsedAt: this.challenges.clock.now() };
      const { affected } = await manager.update(PasskeyEntity, same, used);
      if (account === null || affected !== 1) throw new PasskeyRefused();
      return this.sessions.create(account, origin, manager);
    });
  }

  private async verify(passkey: PasskeyEntity, response: AuthenticationResponseJSON, site: RelyingParty) {
    const { id, publicKey, counter } = passkey;
    const verified = await verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => this.challenges.take(challenge, null),
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      credential: { id, publicKey: new Uint8Array(publicKey), counter: Number(counter) },
      requireUserVerification: true,
    }).catch(() => undefined);
    if (!verified?.verified) throw new PasskeyRefused();
    return verified.authenticationInfo.newCounter;
  }
}
