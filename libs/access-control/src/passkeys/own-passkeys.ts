import { Injectable } from '@nestjs/common';
import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { AuditTrail } from '@tocsin/audit';
import { isUniqueViolation, PasskeyEntity } from '@tocsin/database';
import { DataSource, type EntityManager } from 'typeorm';

import { WrongPassword } from '../errors';
import type { Actor } from '../sessions';
import { SignInDesk } from '../sign-in';
import { PasskeyNotAdded, PasskeyNotFound, TooManyPasskeys } from './errors';
import { PasskeyChallenges } from './passkey-challenges';

const MOST = 20;

/** The site passkeys are for. */
export interface RelyingParty {
  /** Host name, never an address. */
  readonly id: string;
  readonly origin: string;
}

interface NewPasskey {
  readonly name: string;
  readonly response: RegistrationResponseJSON;
}

/** Passkeys of who is signed in. */
@Injectable()
export class OwnPasskeys {
  constructor(
    private readonly dataSource: DataSource,
    private readonly desk: SignInDesk,
    private readonly challenges: PasskeyChallenges,
    private readonly trail: AuditTrail,
  ) {}

  list({ accountId }: Actor): Promise<PasskeyEntity[]> {
    return this.dataSource.manager.find(PasskeyEntity, { where: { accountId }, order: { createdAt: 'ASC' } });
  }

  /** What the browser makes a passkey from. @throws {WrongPassword | TooManyPasskeys} */
  async begin(
    actor: Actor,
    proof: { password: string; address: string },
    site: RelyingParty,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { username, accountId } = actor;
    if ((await this.desk.prove({ username, password: proof.password }, proof.address)) === undefined)
      throw new WrongPassword();
    const present = await this.list(actor);
    if (present.length >= MOST) throw new TooManyPasskeys();
    const options = await generateRegistrationOptions({
      rpName: 'Tocsin',
      rpID: site.id,
      userID: new Uint8Array(Buffer.from(accountId)),
      userName: username,
      userDisplayName: actor.displayName,
      attestationType: 'none',
      excludeCredentials: present.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await this.challenges.remember(options.challenge, accountId);
    return options;
  }

  /** @throws {PasskeyNotAdded} */
  async add(actor: Actor, { name, response }: NewPasskey, site: RelyingParty): Promise<void> {
    const { id, publicKey, counter } = await this.verify(actor, response, site);
    const { accountId } = actor;
    const now = this.challenges.clock.now();
    const key = { id, accountId, publicKey: Buffer.from(publicKey), counter: String(counter), name };
    try {
      await this.dataSource.transaction(async (manager) => {
        await manager.insert(PasskeyEntity, { ...key, createdAt: now, lastUsedAt: null });
        await this.record(manager, actor, { action: 'factor.add', after: { factor: 'passkey', name } });
      });
    } catch (error) {
      if (isUniqueViolation(error, 'passkey_pkey')) throw new PasskeyNotAdded();
      throw error;
    }
  }

  /** @throws {WrongPassword} @throws {PasskeyNotFound} */
  async remove(actor: Actor, id: string, proof: { password: string; address: string }): Promise<void> {
    const { username, accountId } = actor;
    if ((await this.desk.prove({ username, password: proof.password }, proof.address)) === undefined)
      throw new WrongPassword();
    await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.delete(PasskeyEntity, { id, accountId });
      if (affected !== 1) throw new PasskeyNotFound();
      await this.record(manager, actor, { action: 'factor.remove', after: { factor: 'passkey' } });
    });
  }

  private async verify({ accountId }: Actor, response: RegistrationResponseJSON, site: RelyingParty) {
    const verified = await verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => this.challenges.take(challenge, accountId),
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
    }).catch(() => undefined);
    if (!verified?.verified) throw new PasskeyNotAdded();
    return verified.registrationInfo.credential;
  }

  private record(manager: EntityManager, by: Actor, change: { action: string; after: object }): Promise<void> {
    return this.trail.record(manager, { by, object: { kind: 'account', id: by.username }, ...change });
  }
}
