import { Module } from '@nestjs/common';

import { AccountsModule } from './accounts/accounts.module';
import { PamModule } from './pam/pam.module';
import { PrivilegeModule } from './privilege/privilege.module';
import { SshdModule } from './sshd/sshd.module';

/** Programs of Unix and Linux hosts. */
@Module({ imports: [SshdModule, PamModule, PrivilegeModule, AccountsModule] })
export class UnixModule {}
