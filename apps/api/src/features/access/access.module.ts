import { Module } from '@nestjs/common';

import { OidcModule } from '../oidc/oidc.module';
import { AccountsController } from './accounts.controller';
import { EndedSessions } from './ended-sessions';
import { Housekeeping } from './housekeeping';
import { InvitationsController } from './invitations.controller';
import { OwnPasswordController } from './own-password.controller';
import { PersonalTokensController } from './personal-tokens.controller';
import { RolesController } from './roles.controller';
import { OwnSessionsController } from './own-sessions.controller';
import { SessionController } from './session.controller';

/** Signing in and out, and making accounts. */
@Module({
  imports: [OidcModule],
  controllers: [
    SessionController,
    OwnPasswordController,
    OwnSessionsController,
    PersonalTokensController,
    InvitationsController,
    AccountsController,
    RolesController,
  ],
  providers: [EndedSessions, Housekeeping],
  exports: [EndedSessions],
})
export class AccessModule {}
