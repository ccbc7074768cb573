import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';

import { SecretBox } from './secret-box';
import { newTotpSecret, stepOfCode } from './totp';

/** A code that is right, and when it was looked at. */
export interface RightCode {
  readonly step: number;
  readonly at: Date;
}

/** Secrets of authenticator apps, as the database keeps them. */
@Injectable()
export class TotpSecrets {
  constructor(
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** @throws {NoSecretKey} */
  make(owner: string): { secret: string; sealedSecret: Buffer } {
    const secret = newTotpSecret();
    return { secret, sealedSecret: this.box.seal(secret, owner) };
  }

  /** @throws {OtherSecretKey} */
  check(sealedSecret: Buffer, owner: string, code: string): RightCode | undefined {
    const at = this.clock.now();
    const step = stepOfCode(this.box.open(sealedSecret, owner), code.replace(/\s/g, ''), at);
    return step === undefined ? undefined : { step, at };
  }
}
