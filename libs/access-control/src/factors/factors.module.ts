import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from '@tocsin/audit';

import { AccessControlModule } from '../access-control.module';
import { OwnPasskeys } from '../passkeys/own-passkeys';
import { PasskeyChallenges } from '../passkeys/passkey-challenges';
import { PasskeySignIn } from '../passkeys/passkey-sign-in';
import { CodeCheck } from './code-check';
import { CodeSignIn } from './code-sign-in';
import { FactorReset } from './factor-reset';
import { OwnAuthenticator } from './own-authenticator';
import { SecretBox } from './secret-box';
import { TotpSecrets } from './totp-secrets';

/** What people prove besides their password. Needs `DataSource` and `Clock`. */
@Module({})
export class FactorsModule {
  /** @param secretKey of the installation; without one nobody can set an authenticator app up. */
  static forRoot(secretKey: string | undefined): DynamicModule {
    return {
      module: FactorsModule,
      imports: [AccessControlModule, AuditModule],
      providers: [
        { provide: SecretBox, useValue: new SecretBox(secretKey) },
        CodeCheck,
        CodeSignIn,
        FactorReset,
        OwnAuthenticator,
        OwnPasskeys,
        PasskeyChallenges,
        PasskeySignIn,
        TotpSecrets,
      ],
      exports: [CodeSignIn, FactorReset, OwnAuthenticator, OwnPasskeys, PasskeySignIn],
    };
  }
}
