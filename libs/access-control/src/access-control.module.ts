import { Module } from '@nestjs/common';
import { AuditModule } from '@tocsin/audit';

import { Accounts } from './accounts';
import { ApiKeys } from './api-keys';
import { SignInSteps } from './factors/sign-in-steps';
import { Invitations } from './invitations';
import { LoginThrottle } from './login-throttle';
import { OidcAccounts } from './oidc/oidc-accounts';
import { OwnPassword } from './own-password';
import { OwnSessions } from './own-sessions';
import { Passwords } from './passwords';
import { PersonalTokens } from './personal-tokens';
import { Roles } from './roles/roles';
import { SenderRegister } from './sender-register';
import { Sessions } from './sessions';
import { SignInDesk } from './sign-in';

/** Keys, sessions and accounts. Needs `DataSource` and `Clock`; several modules of one process share its instances. */
@Module({
  imports: [AuditModule],
  providers: [
    Accounts,
    ApiKeys,
    Invitations,
    LoginThrottle,
    OidcAccounts,
    OwnPassword,
    OwnSessions,
    PersonalTokens,
    Roles,
    { provide: Passwords, useFactory: () => new Passwords() },
    SenderRegister,
    Sessions,
    SignInDesk,
    SignInSteps,
  ],
  exports: [
    Accounts,
    OidcAccounts,
    ApiKeys,
    Invitations,
    LoginThrottle,
    OwnPassword,
    OwnSessions,
    PersonalTokens,
    Roles,
    SenderRegister,
    Sessions,
    SignInDesk,
    SignInSteps,
  ],
})
export class AccessControlModule {}
